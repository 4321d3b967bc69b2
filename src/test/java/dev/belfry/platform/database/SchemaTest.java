package dev.belfry.platform.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.belfry.house.Checklist;
import dev.belfry.house.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every table of an account is fenced; a new one that is not makes this fail. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SchemaTest {
  /**
   * Tables that hold nothing of an account. Users are of the installation and have a policy of
   * their own; the windows of keys are seen by the function that authenticates alone. Who somebody
   * is at an identity provider, what counts once there, and who asked for a new password, requests
   * never see. Up to where hours were summed up is the same for all.
   */
  private static final String WITHOUT_ACCOUNT =
      "('flyway_schema_history', 'platform_fingerprint', 'access_user', 'access_account', 'access_rate', 'access_sso_identity', 'access_sso_spent', 'access_recovery', 'access_recovery_token', 'result_watermark')";

  @Inject AgroalDataSource app;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  @Test
  @Checklist(119)
  void everyTableOfAnAccountNamesIt() throws SQLException {
    assertNone(
        """
        select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and c.relname not in %s
        and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'account_id' and a.attnotnull)"""
            .formatted(WITHOUT_ACCOUNT));
  }

  @Test
  @Checklist(119)
  void rowLevelSecurityIsOnAndBindsTheOwnerToo() throws SQLException {
    assertNone(
        """
        select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and c.relname not in ('flyway_schema_history', 'platform_fingerprint', 'access_rate', 'result_watermark')
        and not (c.relrowsecurity and c.relforcerowsecurity)""");
  }

  @Test
  @Checklist(119)
  void everyFenceChecksWhatIsReadAndWhatIsWritten() throws SQLException {
    assertNone(
        """
        select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and c.relname not in ('flyway_schema_history', 'platform_fingerprint', 'access_rate', 'access_user', 'access_sso_identity', 'access_sso_spent', 'access_recovery', 'access_recovery_token', 'result_watermark')
        and not exists (select 1 from pg_policies p where p.tablename = c.relname and p.roles = '{belfry_app}'
          and p.qual like '%platform_account()%' and p.with_check like '%platform_account()%')""");
  }

  @Test
  void onlyTheSystemRoleHasAPolicyForAll() throws SQLException {
    assertNone(
        """
        select p.tablename || ' ' || p.policyname from pg_policies p
        where p.qual = 'true' and p.roles <> '{belfry_system}' and not (p.roles = '{belfry_auth}' and p.cmd = 'SELECT')
        -- what the function that authenticates writes: the hour of an account, and the first use of a key
        and not (p.roles = '{belfry_auth}' and p.tablename || ' ' || p.policyname in ('access_hour auth', 'access_key auth_first_use'))""");
  }

  @Test
  @Checklist({56, 119})
  void referencesBetweenTablesOfAnAccountNameTheAccountToo() throws SQLException {
    assertNone(
        """
        select k.conrelid::regclass || ' ' || k.conname from pg_constraint k
        where k.contype = 'f' and k.connamespace = 'public'::regnamespace
        and k.confrelid not in ('access_account'::regclass, 'access_user'::regclass)
        and not exists (select 1 from unnest(k.conkey) c join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c
          where a.attname = 'account_id')""");
  }

  @Test
  void theProgramsRolesOwnNothingAndPassNothingBy() throws SQLException {
    assertNone(
        """
        select rolname from pg_roles where rolname like 'belfry%' and (rolsuper or rolbypassrls)
        union all select relname from pg_class where relowner::regrole::text in ('belfry_app', 'belfry_system', 'belfry_auth')""");
    assertEquals(List.of("belfry_app"), rows(app, "select current_user"));
    assertEquals(List.of("belfry_system"), rows(system, "select current_user"));
  }

  @Test
  @Checklist(119)
  void anUnboundConnectionSeesAndChangesNothing() throws SQLException {
    assertFalse(rows(system, "select id from access_account").isEmpty(), "there is an account");
    assertEquals(List.of(), rows(app, "select id from access_account"));
    assertEquals(List.of(), rows(app, "select email from access_user"));
    assertThrows(
        SQLException.class,
        () -> run("insert into access_account (id, created_at) values (gen_random_uuid(), now())"));
    assertThrows(SQLException.class, () -> run("delete from activity_entry"));
    assertThrows(SQLException.class, () -> run("select password_hash from flyway_schema_history"));
    assertThrows(SQLException.class, () -> run("truncate monitor"));
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = app.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void assertNone(String query) throws SQLException {
    assertEquals(List.of(), rows(system, query));
  }

  private static List<String> rows(AgroalDataSource source, String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
