package dev.belfry.monitor.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listings and counts are what a look at all monitors would find, whatever happens to them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KeptListingsTest {
  /** With the one that reads meanwhile, fewer than the pool has connections. */
  private static final int SESSIONS = 3;

  private static final List<String> STATUSES = List.of("PENDING", "UP", "DOWN", "PAUSED");
  private static final String MONITOR =
      """
      insert into monitor (id, account_id, category_id, name, kind, address, target, interval_seconds, timeout_seconds,
        confirm_down, confirm_up, created_at, updated_at)
      values (?, ?, ?, 'New', 'http', 'http://localhost:1/', '{}', 60, 10, 2, 1, now(), now())""";
  private static final String STATE =
      """
      insert into monitor_state (monitor_id, account_id, status, status_since, lease_seconds)
      values (?, ?, ?, now(), 20)""";

  /** What is listed and should not be, and the other way round. */
  private static final String WRONG_LISTINGS =
      """
      with wanted as (
        select m.account_id, m.id, m.category_id, m.kind, lower(m.name),
          lower(m.name) || chr(10) || lower(split_part(m.address, '?', 1)) || chr(10) || coalesce(m.key, ''), m.tags, m.created_at,
          s.status, s.flapping, s.overdue, s.down and s.alarm = 'NONE' and not s.flapping
        from monitor m join monitor_state s on s.monitor_id = m.id),
      listed as (
        select account_id, monitor_id, category_id, kind, name_key, search, tags, created_at, status, flapping, overdue,
          suppressed
        from monitor_listing)
      select x::text from ((table wanted except table listed) union all (table listed except table wanted)) x""";

  private static final String WRONG_TAGS =
      """
      with wanted as (select account_id, id, tag from monitor, unnest(tags) tag),
      listed as (select account_id, monitor_id, tag from monitor_tag)
      select x::text from ((table wanted except table listed) union all (table listed except table wanted)) x""";

  private static final String WRONG_COUNTS =
      """
      with wanted as (
        select m.account_id, m.category_id, s.status, count(*)
        from monitor m join monitor_state s on s.monitor_id = m.id group by 1, 2, 3),
      counted as (
        select account_id, category_id, status, sum(number)::bigint from monitor_count group by 1, 2, 3
        having sum(number) <> 0)
      select x::text from ((table wanted except table counted) union all (table counted except table wanted)) x""";

  /** In one statement, so that both are of one moment. */
  private static final String DIFFERENCE =
      """
      select coalesce((select sum(number) from monitor_count where account_id = ?), 0)::bigint
        - (select count(*) from monitor_listing where account_id = ?)""";

  @Inject House house;
  @Inject Rows rows;
  @Inject CountFolding folding;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  private Person alice;
  private UUID account;
  private List<@Nullable UUID> categories;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    account = alice.account().uuid();
    categories = new ArrayList<>();
    categories.add(null);
    for (String name : List.of("One", "Two")) {
      alice
          .asks()
          .body("{\"name\":\"" + name + "\"}")
          .post("/v1/categories")
          .then()
          .statusCode(201);
    }
    rows.select("select id from account_category where account_id = ?", account)
        .forEach(id -> categories.add((UUID) id));
  }

  @Test
  void areExactAfterManySessionsAtOnce() throws Exception {
    try (Connection connection = system.getConnection()) {
      for (int i = 0; i < 60; i++) {
        add(connection, new Random(i));
      }
    }
    exact();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> sessions =
          IntStream.range(0, SESSIONS)
              .mapToObj(i -> executor.submit(() -> session(new Random(i))))
              .toList();
      while (sessions.stream().anyMatch(session -> !session.isDone())) {
        assertEquals(List.of(0L), rows.select(DIFFERENCE, account, account));
        folding.fold(1);
      }
      for (Future<Integer> session : sessions) {
        assertTrue(session.get() > 0, "a session that committed nothing proves nothing");
      }
    }
    exact();
    folding.fold(1);
    exact();
    assertEquals(
        List.of(0L),
        rows.select(
            "select count(*) from monitor_count where account_id = ? and not folded", account));
  }

  /** Answers how many transactions were committed. */
  private int session(Random random) throws SQLException {
    int committed = 0;
    for (int i = 0; i < 60; i++) {
      try (Connection connection = system.getConnection()) {
        connection.setAutoCommit(false);
        run(connection, "set local lock_timeout = '2s'");
        try {
          for (int steps = random.nextInt(4); steps >= 0; steps--) {
            step(connection, random);
          }
        } catch (SQLException metAnother) {
          connection.rollback();
          continue;
        }
        if (random.nextInt(4) == 0) {
          connection.rollback();
        } else {
          connection.commit();
          committed++;
        }
      }
    }
    return committed;
  }

  private void step(Connection connection, Random random) throws SQLException {
    String some =
        "(select id from monitor where account_id = ? order by md5(id::text || ?) limit 3)";
    String salt = "" + random.nextInt();
    String status = STATUSES.get(random.nextInt(STATUSES.size()));
    UUID category = categories.get(random.nextInt(categories.size()));
    switch (random.nextInt(8)) {
      case 0 -> add(connection, random);
      case 1 -> run(connection, "delete from monitor where id in " + some, account, salt);
      case 2 ->
          run(
              connection,
              "update monitor set category_id = ? where id in " + some,
              category,
              account,
              salt);
      case 3 ->
          run(
              connection,
              "update monitor set category_id = null where account_id = ? and category_id = ?",
              account,
              categories.getLast());
      case 4 ->
          run(
              connection,
              "update monitor set name = 'Älter', tags = case when random() < 0.5 then '{a}' else '{b,a,c}' end::varchar[], key = null where id in "
                  + some,
              account,
              salt);
      case 5 ->
          run(
              connection,
              "update monitor_state set flapping = not flapping, down = true, overdue = ? where monitor_id in "
                  + some,
              random.nextBoolean(),
              account,
              salt);
      default ->
          run(
              connection,
              "update monitor_state set status = ? where monitor_id in " + some,
              status,
              account,
              salt);
    }
  }

  private void add(Connection connection, Random random) throws SQLException {
    UUID id = UUID.randomUUID();
    run(connection, MONITOR, id, account, categories.get(random.nextInt(categories.size())));
    run(connection, STATE, id, account, STATUSES.get(random.nextInt(STATUSES.size())));
  }

  @Test
  void whatIsUndoneWasNeverCounted() throws SQLException {
    try (Connection connection = system.getConnection()) {
      connection.setAutoCommit(false);
      add(connection, new Random(1));
      connection.commit();
      run(connection, "update monitor_state set status = 'DOWN' where account_id = ?", account);
      connection.rollback();
      run(connection, "savepoint here");
      run(connection, "delete from monitor where account_id = ?", account);
      run(connection, "rollback to here");
      connection.commit();
    }
    exact();
    assertEquals(
        List.of(1L),
        rows.select("select count(*) from monitor_listing where account_id = ?", account));
  }

  /** Both make one more of the same down. */
  @Test
  void nobodyWaitsForAnotherWhoCounts() throws SQLException {
    try (Connection one = system.getConnection();
        Connection other = system.getConnection()) {
      add(one, new Random(1));
      add(one, new Random(1));
      List<@Nullable Object> ids =
          rows.select("select id from monitor where account_id = ?", account);
      one.setAutoCommit(false);
      other.setAutoCommit(false);
      String sql = "update monitor_state set status = 'DOWN' where monitor_id = ?";
      run(one, sql, ids.getFirst());
      run(other, "set local lock_timeout = '1ms'");
      run(other, sql, ids.getLast());
      folding.fold(1);
      other.commit();
      one.commit();
    }
    exact();
  }

  @Test
  void anAccountThatGoesLeavesNothing() throws SQLException {
    try (Connection connection = system.getConnection()) {
      UUID gone = UUID.randomUUID();
      run(connection, "insert into access_account (id, created_at) values (?, now())", gone);
      UUID monitor = UUID.randomUUID();
      run(connection, MONITOR, monitor, gone, null);
      run(connection, STATE, monitor, gone, "UP");
      assertEquals(
          List.of(1L), rows.select("select number from monitor_count where account_id = ?", gone));
      run(connection, "delete from access_account where id = ?", gone);
      assertEquals(
          List.of(), rows.select("select number from monitor_count where account_id = ?", gone));
    }
    exact();
  }

  private void exact() {
    assertEquals(List.of(), rows.select(WRONG_LISTINGS));
    assertEquals(List.of(), rows.select(WRONG_TAGS));
    assertEquals(List.of(), rows.select(WRONG_COUNTS));
  }

  private static void run(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }
}
