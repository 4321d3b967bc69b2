package dev.belfry.notify.channel.email;

import dev.belfry.access.people.AccountNames;
import dev.belfry.access.people.CodeMail;
import dev.belfry.access.people.CodeMails;
import dev.belfry.access.people.CodeMails.Letter;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.claim.DueWork;
import dev.belfry.platform.database.DatabaseClock;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.mail.MailOutcome;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks addresses whether they want news. */
@ApplicationScoped
class AddressMails implements CodeMails.Desk<DueWork.Due> {
  private static final String PREFIX = "bfy_adr_";

  /** How long a token is good, and how long sending one is tried. */
  private static final Duration LIFE = Duration.ofDays(2);

  private static final Claims.Work WORK = CodeMails.work("notify_address");

  private final CodeMails mails;
  private final AccountNames accounts;

  AddressMails(CodeMails mails, AccountNames accounts) {
    this.mails = mails;
    this.accounts = accounts;
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "notify.addresses")
  void poll() throws SQLException {
    runDue();
  }

  void runDue() throws SQLException {
    mails.eachDue(WORK, PREFIX, this);
  }

  @Override
  public Optional<Letter> write(DueWork.Due due, byte[] hash) {
    Optional<StoredAddress> found =
        StoredAddress.locked(due.account(), due.id())
            .filter(address -> address.confirmedAt == null && address.dueAt != null);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    StoredAddress address = found.get();
    address.hash = hash;
    address.tokenUntil = DatabaseClock.now().plus(LIFE);
    int attempts = address.attempts++;
    return Optional.of(
        new Letter(address.address, mail(due.account()), attempts, address.askedAt.plus(LIFE)));
  }

  @Override
  public void sent(DueWork.Due due, byte[] hash, MailOutcome outcome, @Nullable Instant next) {
    StoredAddress.locked(due.account(), due.id())
        .filter(address -> Arrays.equals(hash, address.hash))
        .ifPresent(address -> address.mailAgain(next));
  }

  private CodeMail mail(AccountId account) {
    return new CodeMail(
        "Do you want news of Belfry?",
        "Somebody of "
            + CodeMail.account(accounts.name(account))
            + " of Belfry wants news of what it watches sent to this address.",
        "Confirm",
        AddressPageResource.PATH,
        "This can be used once, within two days. If you do not want them, do nothing: you get none.");
  }
}
