package dev.belfry.notify.channel.email;

import dev.belfry.access.credential.SessionText;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.claim.DueWork;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.database.DatabaseClock;
import dev.belfry.platform.mail.Mail;
import dev.belfry.platform.mail.MailOutcome;
import dev.belfry.platform.mail.MailPace;
import dev.belfry.platform.mail.Mailer;
import dev.belfry.platform.seal.Pepper;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Asks addresses whether they want news; each attempt has a new token. */
@ApplicationScoped
class AddressMails {
  private static final String PREFIX = "bfy_adr_";

  /** How long a token is good, and how long sending one is tried. */
  private static final Duration LIFE = Duration.ofDays(2);

  /** Two mails that take as long as they may are done within the lease. */
  private static final Claims.Work WORK =
      new Claims.Work("notify_address", 2, Duration.ofSeconds(60));

  private final DueWork work;
  private final Accounts accounts;
  private final Mailer mailer;
  private final Pepper pepper;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  AddressMails(DueWork work, Accounts accounts, Mailer mailer, Pepper pepper, InstantSource clock) {
    this.work = work;
    this.accounts = accounts;
    this.mailer = mailer;
    this.pepper = pepper;
    this.clock = clock;
  }

  /** A mail that is written and was not sent yet. */
  private record Written(Mail mail, String token, int attempts, Instant until) {
    @Override
    public String toString() {
      return "Written";
    }
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "notify.addresses")
  void poll() throws SQLException {
    runDue();
  }

  void runDue() throws SQLException {
    work.each(WORK, "id", this::send);
  }

  private void send(DueWork.Due due) {
    Optional<Written> written = accounts.in(due.account(), () -> write(due));
    if (written.isPresent()) {
      MailOutcome outcome = mailer.send(written.get().mail());
      accounts.in(due.account(), () -> sent(due, written.get(), outcome));
    }
  }

  private Optional<Written> write(DueWork.Due due) {
    Optional<StoredAddress> found =
        StoredAddress.locked(due.account(), due.id())
            .filter(address -> address.confirmedAt == null && address.dueAt != null);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    StoredAddress address = found.get();
    String token = PREFIX + SessionText.generate(random);
    address.hash = pepper.hash(token);
    address.tokenUntil = DatabaseClock.now().plus(LIFE);
    int attempts = address.attempts++;
    return Optional.of(
        new Written(mail(address.address, token), token, attempts, address.askedAt.plus(LIFE)));
  }

  /** Unless it was confirmed or asked anew meanwhile. */
  private boolean sent(DueWork.Due due, Written written, MailOutcome outcome) {
    Optional<StoredAddress> found =
        StoredAddress.locked(due.account(), due.id())
            .filter(address -> Arrays.equals(pepper.hash(written.token()), address.hash));
    found.ifPresent(
        address ->
            address.mailAgain(
                MailPace.next(outcome, written.attempts(), clock.instant(), written.until())
                    .orElse(null)));
    return found.isPresent();
  }

  /** Nothing in it is of others, so that nobody sends his own words through us. */
  private Mail mail(String to, String token) {
    String how =
        mailer
            .link(AddressPageResource.PATH)
            .map(page -> "Confirm here, within two days:\n\n" + page + "#" + token)
            .orElse("Confirm at /confirm-address of Belfry, with this code:\n\n" + token);
    return new Mail(
        to,
        "Do you want news of Belfry?",
        "Somebody wants Belfry to send news of what it watches to this address.\n\n"
            + how
            + "\n\nIf you do not want them, do nothing: you get none.\n",
        null,
        Map.of());
  }
}
