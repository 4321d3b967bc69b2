package dev.belfry.notify.channel.email;

import dev.belfry.access.FailureBudget;
import dev.belfry.access.people.MailBudget;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.mail.Mailer;
import dev.belfry.platform.seal.Pepper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Which addresses want news: those that members have proven to be theirs, and those whose owners
 * have said so by a link that was mailed to them.
 */
@ApplicationScoped
class Addresses {
  /** An address is asked at most once in this time. */
  private static final Duration QUIET = Duration.ofMinutes(5);

  private static final Duration KEPT = Duration.ofDays(7);

  private final MemberDirectory members;
  private final MailBudget budget;
  private final Mailer mailer;
  private final Pepper pepper;
  private final FailureBudget failures;
  private final RequestTrace trace;
  private final AgroalDataSource system;
  private final Accounts accounts;
  private final Event<AddressConfirmed> events;
  private final InstantSource clock;

  Addresses(
      MemberDirectory members,
      MailBudget budget,
      Mailer mailer,
      Pepper pepper,
      FailureBudget failures,
      RequestTrace trace,
      @DataSource("system") AgroalDataSource system,
      Accounts accounts,
      Event<AddressConfirmed> events,
      InstantSource clock) {
    this.members = members;
    this.budget = budget;
    this.mailer = mailer;
    this.pepper = pepper;
    this.failures = failures;
    this.trace = trace;
    this.system = system;
    this.accounts = accounts;
    this.events = events;
    this.clock = clock;
  }

  private record Asked(AccountId account, UUID id) {}

  /** Whether an address wants news. */
  enum Standing {
    WANTED,
    ASKED,
    /** Too many letters were written when somebody wanted it asked. */
    UNASKED
  }

  /** While mail is off none is asked, and the attempt says so. */
  Standing standing(AccountId account, String address) {
    if (!mailer.configured() || members.proves(account, address)) {
      return Standing.WANTED;
    }
    return StoredAddress.of(account, lower(address), LockModeType.NONE)
        .map(found -> found.confirmedAt == null ? Standing.ASKED : Standing.WANTED)
        .orElse(Standing.UNASKED);
  }

  /**
   * Has it asked by mail, unless it wants news already or was asked just now; in the transaction of
   * whoever wants to write to it.
   *
   * @return false where the account has had too many addresses asked
   */
  boolean ask(AccountId account, String address, Instant now) {
    if (standing(account, address) == Standing.WANTED) {
      return true;
    }
    StoredAddress.forgetAskedBefore(account, now.minus(KEPT));
    StoredAddress known =
        StoredAddress.of(account, lower(address), LockModeType.PESSIMISTIC_WRITE).orElse(null);
    if (known != null && known.askedAt.isAfter(now.minus(QUIET))) {
      return true;
    }
    if (!budget.take(account, address, now)) {
      return false;
    }
    StoredAddress asked = known == null ? fresh(account, address) : known;
    asked.askedAt = now;
    asked.attempts = 0;
    asked.mailAgain(now);
    asked.persist();
    return true;
  }

  private static StoredAddress fresh(AccountId account, String address) {
    StoredAddress fresh = new StoredAddress();
    fresh.id = TypeId.next();
    fresh.accountId = account.uuid();
    fresh.address = lower(address);
    return fresh;
  }

  /** Whoever brings the token of a mail says that its address wants news; of whichever account. */
  boolean confirm(String token) {
    boolean confirmed = failures.admit(() -> confirmed(token), trace.address());
    if (!confirmed) {
      failures.failed(trace.address());
    }
    return confirmed;
  }

  private boolean confirmed(String token) {
    byte[] hash = pepper.hash(token);
    return asked(hash)
        .map(one -> accounts.in(one.account(), () -> confirm(one, hash)))
        .orElse(false);
  }

  /** Which address was mailed this token, in whichever account. */
  private Optional<Asked> asked(byte[] hash) {
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select account_id, id from notify_address where hash = ?")) {
      statement.setBytes(1, hash);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Asked(
                    new AccountId(row.getObject(1, UUID.class)), row.getObject(2, UUID.class)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("an address could not be looked up", e);
    }
  }

  private boolean confirm(Asked asked, byte[] hash) {
    Optional<StoredAddress> found =
        StoredAddress.locked(asked.account(), asked.id()).filter(address -> address.takes(hash));
    if (found.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    StoredAddress address = found.get();
    address.confirm(now);
    events.fire(new AddressConfirmed(asked.account(), address.address, now));
    return true;
  }

  private static String lower(String address) {
    return address.toLowerCase(Locale.ROOT);
  }
}
