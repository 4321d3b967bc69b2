package dev.belfry.access.sso;

import dev.belfry.access.PasswordLogins;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/**
 * Where single sign-on is the only way in, passwords are for emergencies: for the owners of the
 * first account, who mend it when the provider is away or wrongly set.
 */
@ApplicationScoped
class SsoOnly implements PasswordLogins {
  private static final String OWNER_OF_THE_FIRST_ACCOUNT =
      """
      select 1 from access_membership m where m.account_id = ? and m.id = ? and m.role = 'owner' and m.account_id =
        (select id from access_account where status <> 'opening' order by created_at, id limit 1)""";

  private final SsoConfig config;
  private final AgroalDataSource system;
  private final Accounts accounts;
  private final Event<SsoEvent> events;
  private final InstantSource clock;

  SsoOnly(
      SsoConfig config,
      @DataSource("system") AgroalDataSource system,
      Accounts accounts,
      Event<SsoEvent> events,
      InstantSource clock) {
    this.config = config;
    this.system = system;
    this.accounts = accounts;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public void require(AccountId account, MemberId member) {
    if (config.only() && !breaksGlass(account, member)) {
      accounts.in(
          account,
          () -> {
            events.fire(
                new SsoEvent(
                    account,
                    Actor.ANONYMOUS,
                    Subject.of("member", member, null),
                    clock.instant(),
                    "sso.refused",
                    DomainEvent.Result.REFUSED,
                    List.of()));
            return member;
          });
      throw SsoProblems.passwordsOff();
    }
  }

  private boolean breaksGlass(AccountId account, MemberId member) {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(OWNER_OF_THE_FIRST_ACCOUNT)) {
      statement.setObject(1, account.uuid());
      statement.setObject(2, member.uuid());
      return statement.executeQuery().next();
    } catch (SQLException e) {
      throw new IllegalStateException("a member could not be looked up", e);
    }
  }
}
