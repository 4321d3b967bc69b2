package dev.belfry.access.member.recovery;

import dev.belfry.access.credential.SessionText;
import dev.belfry.access.people.UserId;
import dev.belfry.platform.claim.Claims;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Mails a token to whoever asked for a new password and has one; each attempt has a new token. */
@ApplicationScoped
class RecoveryMails {
  private static final Logger LOG = Logger.getLogger(RecoveryMails.class);

  /** How long a token is good, and how long sending one is tried. */
  private static final Duration LIFE = Duration.ofHours(1);

  /** Two mails that take as long as they may are done within the lease. */
  private static final int BATCH = 2;

  private static final Claims.Work WORK =
      new Claims.Work("access_recovery", BATCH, Duration.ofSeconds(60));

  private final Claims claims;
  private final RecoveryRows rows;
  private final Mailer mailer;
  private final Pepper pepper;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  RecoveryMails(
      Claims claims, RecoveryRows rows, Mailer mailer, Pepper pepper, InstantSource clock) {
    this.claims = claims;
    this.rows = rows;
    this.mailer = mailer;
    this.pepper = pepper;
    this.clock = clock;
  }

  private record Asked(UUID id, String email, Instant at, int attempts) {
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
    rows.forgetAskedBefore(clock.instant().minus(LIFE.multipliedBy(2)));
  }

  void runDue() throws SQLException {
    List<Asked> due;
    do {
      due =
          claims.claim(
              WORK,
              "t.id, t.email, t.asked_at, t.attempts",
              clock.instant(),
              row ->
                  new Asked(
                      row.getObject("id", UUID.class),
                      row.getString("email"),
                      row.getTimestamp("asked_at").toInstant(),
                      row.getInt("attempts")));
      due.forEach(this::answer);
    } while (due.size() == BATCH);
  }

  private void answer(Asked asked) {
    try {
      Optional<UserId> user = rows.user(asked.email());
      if (user.isEmpty() || Mail.refusal(asked.email()).isPresent()) {
        rows.forget(asked.id());
      } else {
        send(asked, user.get());
      }
    } catch (RuntimeException e) {
      LOG.error("a new password could not be offered", e);
    }
  }

  private void send(Asked asked, UserId user) {
    String token = PasswordResetService.PREFIX + SessionText.generate(random);
    rows.offer(asked.id(), user, pepper.hash(token), LIFE);
    MailOutcome sent = mailer.send(mail(asked.email(), token));
    Instant now = clock.instant();
    Instant until = asked.at().plus(LIFE);
    rows.next(asked.id(), MailPace.next(sent, asked.attempts(), now, until).orElse(null));
    if (sent.verdict() != MailOutcome.Verdict.SENT) {
      LOG.warnf("a mail with a token for a new password was not taken: %s", sent.error());
    }
  }

  private Mail mail(String to, String token) {
    String how =
        mailer
            .link("/password-reset")
            .map(page -> "Set a new password here:\n\n" + page + "#" + token)
            .orElse("Set a new password at /password-reset of Belfry, with this code:\n\n" + token);
    return new Mail(
        to,
        "A new password for Belfry",
        "Somebody, probably you, asked for a new password for Belfry.\n\n"
            + how
            + "\n\nThis can be used once, within an hour. All sessions end with it.\n"
            + "If it was not you, do nothing: your password stays as it is.\n",
        null,
        Map.of());
  }
}
