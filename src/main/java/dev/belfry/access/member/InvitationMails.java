package dev.belfry.access.member;

import dev.belfry.access.credential.SessionText;
import dev.belfry.access.people.InvitationId;
import dev.belfry.access.people.Member;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.claim.DueWork;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.database.DatabaseClock;
import dev.belfry.platform.mail.Mail;
import dev.belfry.platform.mail.MailOutcome;
import dev.belfry.platform.mail.MailOutcome.Verdict;
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

/**
 * Mails invitations, each with a token that stands nowhere else: whoever brings it reads the mail
 * of the address. Each attempt has a new one.
 */
@ApplicationScoped
class InvitationMails {
  private static final Duration PATIENCE = Duration.ofHours(24);

  /** Two mails that take as long as they may are done within the lease. */
  private static final Claims.Work WORK =
      new Claims.Work("access_invitation", 2, Duration.ofSeconds(60));

  private final DueWork work;
  private final Accounts accounts;
  private final MemberDirectory members;
  private final Mailer mailer;
  private final Pepper pepper;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  InvitationMails(
      DueWork work,
      Accounts accounts,
      MemberDirectory members,
      Mailer mailer,
      Pepper pepper,
      InstantSource clock) {
    this.work = work;
    this.accounts = accounts;
    this.members = members;
    this.mailer = mailer;
    this.pepper = pepper;
    this.clock = clock;
  }

  /** A mail that is written and was not sent yet. */
  private record Written(Mail mail, String token, int attempts, Instant since) {
    @Override
    public String toString() {
      return "Written";
    }
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "access.invitations")
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
    Optional<Invitation> found = Invitation.locked(due.account(), new InvitationId(due.id()));
    if (found.isEmpty() || !Invitation.PENDING.equals(found.get().mail)) {
      return Optional.empty();
    }
    Invitation invitation = found.get();
    if (!invitation.expiresAt.isAfter(DatabaseClock.now())) {
      invitation.mail = Invitation.FAILED;
      invitation.mailAgain(null);
      return Optional.empty();
    }
    String token = InvitationService.PREFIX + SessionText.generate(random);
    invitation.mailHash = pepper.hash(token);
    int attempts = invitation.mailAttempts++;
    String inviter =
        members
            .find(due.account(), new MemberId(invitation.inviterId))
            .map(Member::email)
            .orElse("Somebody");
    return Optional.of(
        new Written(mail(invitation.email, inviter, token), token, attempts, invitation.updatedAt));
  }

  /** Unless it was sent anew meanwhile. */
  private boolean sent(DueWork.Due due, Written written, MailOutcome outcome) {
    Optional<Invitation> found =
        Invitation.locked(due.account(), new InvitationId(due.id()))
            .filter(invitation -> Arrays.equals(pepper.hash(written.token()), invitation.mailHash));
    if (found.isEmpty()) {
      return false;
    }
    Invitation invitation = found.get();
    Optional<Instant> next =
        MailPace.next(outcome, written.attempts(), clock.instant(), written.since().plus(PATIENCE));
    invitation.mailAgain(next.orElse(null));
    if (outcome.verdict() == Verdict.SENT) {
      invitation.mail = Invitation.SENT;
    } else if (next.isEmpty()) {
      invitation.mail = Invitation.FAILED;
    }
    return true;
  }

  /** Of what others wrote only an address, so that nobody sends his own words through us. */
  private Mail mail(String to, String inviter, String token) {
    String how =
        mailer
            .link("/invitation")
            .map(page -> "Accept here:\n\n" + page + "#" + token)
            .orElse("Accept at /invitation of Belfry, with this code:\n\n" + token);
    return new Mail(
        to,
        "An invitation to Belfry",
        inviter
            + " invites you to an account of Belfry.\n\n"
            + how
            + "\n\nThis can be used once, within a week. If you expected no invitation, do nothing.\n",
        null,
        Map.of());
  }
}
