package dev.belfry.access.sso;

import dev.belfry.access.Revocation;
import dev.belfry.access.credential.SessionId;
import dev.belfry.access.session.SessionChanged;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Subject;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sessions of ours that rest on one of somebody else: found across accounts, ended in each. */
@ApplicationScoped
class ExternalSessions {
  private static final String SQL =
      """
      select s.account_id, s.id from access_session s
      where s.issuer = ? and s.revoked_at is null and (?::text is null or s.external_session = ?)
        and (?::text is null or exists (
          select 1 from access_membership m join access_sso_identity i on i.user_id = m.user_id
          where m.account_id = s.account_id and m.id = s.owner_id and i.issuer = s.issuer and i.subject = ?))
      order by s.account_id, s.id""";

  private final AgroalDataSource system;
  private final Accounts accounts;
  private final Event<SessionChanged> events;
  private final InstantSource clock;

  ExternalSessions(
      @DataSource("system") AgroalDataSource system,
      Accounts accounts,
      Event<SessionChanged> events,
      InstantSource clock) {
    this.system = system;
    this.accounts = accounts;
    this.events = events;
    this.clock = clock;
  }

  private record Ours(AccountId account, UUID id) {}

  /** Of the session there, of all sessions of the subject, or of both where both are said. */
  void endAll(String issuer, @Nullable String subject, @Nullable String session) {
    for (Ours ours : find(issuer, subject, session)) {
      end(ours.account(), new SessionId(ours.id()), Actor.SYSTEM);
    }
  }

  /** When this has returned, nothing is let in or commits by the session any more. */
  void end(AccountId account, SessionId id, Actor by) {
    accounts.in(
        account,
        () -> {
          Revocation.begin(id.uuid());
          Instant now = clock.instant();
          int ended =
              Panache.getEntityManager()
                  .createNativeQuery(
                      "update access_session set revoked_at = ?1 where id = ?2 and revoked_at is null")
                  .setParameter(1, now)
                  .setParameter(2, id.uuid())
                  .executeUpdate();
          if (ended > 0) {
            events.fire(
                new SessionChanged(
                    account, by, Subject.of("session", id, null), now, "session.deleted"));
          }
          return ended;
        });
  }

  private List<Ours> find(String issuer, @Nullable String subject, @Nullable String session) {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setString(1, issuer);
      statement.setString(2, session);
      statement.setString(3, session);
      statement.setString(4, subject);
      statement.setString(5, subject);
      List<Ours> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new Ours(new AccountId(row.getObject(1, UUID.class)), row.getObject(2, UUID.class)));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("sessions could not be looked up", e);
    }
  }
}
