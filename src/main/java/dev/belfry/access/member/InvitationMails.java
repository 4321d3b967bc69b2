package dev.belfry.access.member;

import dev.belfry.access.people.AccountNames;
import dev.belfry.access.people.CodeMail;
import dev.belfry.access.people.CodeMails;
import dev.belfry.access.people.CodeMails.Letter;
import dev.belfry.access.people.InvitationId;
import dev.belfry.access.people.Member;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.claim.DueWork;
import dev.belfry.platform.database.DatabaseClock;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.mail.MailOutcome;
import dev.belfry.platform.mail.MailOutcome.Verdict;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mails invitations. */
@ApplicationScoped
class InvitationMails implements CodeMails.Desk<DueWork.Due> {
  private static final Duration PATIENCE = Duration.ofHours(24);
  private static final Claims.Work WORK = CodeMails.work("access_invitation");

  private final CodeMails mails;
  private final AccountNames accounts;
  private final MemberDirectory members;

  InvitationMails(CodeMails mails, AccountNames accounts, MemberDirectory members) {
    this.mails = mails;
    this.accounts = accounts;
    this.members = members;
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "access.invitations")
  void poll() throws SQLException {
    runDue();
  }

  void runDue() throws SQLException {
    mails.eachDue(WORK, InvitationService.PREFIX, this);
  }

  @Override
  public Optional<Letter> write(DueWork.Due due, byte[] hash) {
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
    invitation.mailHash = hash;
    int attempts = invitation.mailAttempts++;
    return Optional.of(
        new Letter(
            invitation.email,
            mail(due.account(), new MemberId(invitation.inviterId)),
            attempts,
            invitation.updatedAt.plus(PATIENCE)));
  }

  @Override
  public void sent(DueWork.Due due, byte[] hash, MailOutcome outcome, @Nullable Instant next) {
    Invitation.locked(due.account(), new InvitationId(due.id()))
        .filter(invitation -> Arrays.equals(hash, invitation.mailHash))
        .ifPresent(invitation -> note(invitation, outcome, next));
  }

  private static void note(Invitation invitation, MailOutcome outcome, @Nullable Instant next) {
    invitation.mailAgain(next);
    if (outcome.verdict() == Verdict.SENT) {
      invitation.mail = Invitation.SENT;
    } else if (next == null) {
      invitation.mail = Invitation.FAILED;
    }
  }

  private CodeMail mail(AccountId account, MemberId inviter) {
    String who = members.find(account, inviter).map(Member::email).orElse("Somebody");
    return new CodeMail(
        "An invitation to Belfry",
        who + " invites you to " + CodeMail.account(accounts.name(account)) + " of Belfry.",
        "Accept",
        "/invitation",
        "This can be used once, within a week. If you expected no invitation, do nothing.");
  }
}
