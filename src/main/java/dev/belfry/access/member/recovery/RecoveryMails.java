package dev.belfry.access.member.recovery;

import dev.belfry.access.people.CodeMail;
import dev.belfry.access.people.CodeMails;
import dev.belfry.access.people.CodeMails.Letter;
import dev.belfry.access.people.UserId;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.claim.DueWork;
import dev.belfry.platform.mail.Mail;
import dev.belfry.platform.mail.MailOutcome;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Mails a token to whoever asked for a new password and has one. */
@ApplicationScoped
class RecoveryMails implements CodeMails.Desk<RecoveryMails.Asked> {
  private static final Logger LOG = Logger.getLogger(RecoveryMails.class);

  /**
   * How long a token is good: as long as an address that is asked for again and again waits for its
   * next letter, so that its owner is never without a link.
   */
  static final Duration LIFE = RecoveryService.EACH;

  /** How long sending one is tried. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private static final Claims.Work WORK = CodeMails.work("access_recovery");

  private final DueWork work;
  private final RecoveryRows rows;
  private final CodeMails mails;
  private final InstantSource clock;

  RecoveryMails(DueWork work, RecoveryRows rows, CodeMails mails, InstantSource clock) {
    this.work = work;
    this.rows = rows;
    this.mails = mails;
    this.clock = clock;
  }

  record Asked(UUID id, String email, Instant at, int attempts) {
    @Override
    public String toString() {
      return "Asked[" + id + "]";
    }
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "access.recovery")
  void poll() throws SQLException {
    runDue();
  }

  @Scheduled(
      every = "10m",
      delayed = "2m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "access.recovery.upkeep")
  void upkeep() {
    rows.forgetOld(clock.instant());
  }

  void runDue() throws SQLException {
    work.each(
        WORK,
        "t.id, t.email, t.asked_at, t.attempts",
        row ->
            new Asked(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getTimestamp("asked_at").toInstant(),
                row.getInt("attempts")),
        asked -> mails.send(asked, PasswordResetService.PREFIX, this));
  }

  @Override
  public Optional<Letter> write(Asked asked, byte[] hash) {
    Optional<UserId> user = rows.user(asked.email());
    if (user.isEmpty() || Mail.refusal(asked.email()).isPresent()) {
      rows.forget(asked.id());
      return Optional.empty();
    }
    rows.offer(asked.id(), user.get(), hash, LIFE);
    return Optional.of(
        new Letter(
            asked.email(), mail(asked.email()), asked.attempts(), asked.at().plus(PATIENCE)));
  }

  @Override
  public void sent(Asked asked, byte[] hash, MailOutcome outcome, @Nullable Instant next) {
    rows.next(asked.id(), next);
    if (outcome.verdict() != MailOutcome.Verdict.SENT) {
      LOG.warnf("a mail with a token for a new password was not taken: %s", outcome.error());
    }
  }

  private static CodeMail mail(String to) {
    return new CodeMail(
        "A new password for Belfry",
        "Somebody, probably you, asked for a new password for Belfry, to which you sign in as "
            + to
            + ".",
        "Set a new password",
        "/password-reset",
        "This can be used once, within six hours. All sessions end with it.\n"
            + "If it was not you, do nothing: your password stays as it is.");
  }
}
