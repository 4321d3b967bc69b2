package dev.belfry.access.member;

import dev.belfry.access.Access;
import dev.belfry.access.Caller;
import dev.belfry.access.Quota;
import dev.belfry.access.credential.SessionText;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.InvitationId;
import dev.belfry.access.people.MailBudget;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.Passwords;
import dev.belfry.access.people.RoleId;
import dev.belfry.platform.database.DatabaseClock;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.mail.Mail;
import dev.belfry.platform.mail.Mailer;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.seal.Pepper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Invitations, as those see them who invite. */
@ApplicationScoped
@Transactional
class InvitationService {
  private static final Duration LIFE = Duration.ofDays(7);
  static final String PREFIX = "bfy_inv_";

  private static final long MOST = 1_000;

  private final Access access;
  private final Quota quota;
  private final GrantStore grants;
  private final MemberEdits edits;
  private final Passwords passwords;
  private final Pepper pepper;
  private final Mailer mailer;
  private final MailBudget budget;
  private final Event<InvitationChanged> events;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  InvitationService(
      Access access,
      Quota quota,
      GrantStore grants,
      MemberEdits edits,
      Passwords passwords,
      Pepper pepper,
      Mailer mailer,
      MailBudget budget,
      Event<InvitationChanged> events,
      InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.grants = grants;
    this.edits = edits;
    this.passwords = passwords;
    this.pepper = pepper;
    this.mailer = mailer;
    this.budget = budget;
    this.events = events;
    this.clock = clock;
  }

  Page<InvitationView> list(PageRequest page) {
    access.requireEverywhere(Scope.USER_READ);
    var query = Invitation.listed(access.account());
    long total = query.count();
    List<Invitation> found = query.page(page.index(), page.limit).list();
    return Page.of(found.stream().map(one -> view(one, null)).toList(), page, total);
  }

  InvitationView get(InvitationId id) {
    access.requireEverywhere(Scope.USER_READ);
    return view(find(id), null);
  }

  /**
   * @param password with which the guest may sign in the first time, where he is no user yet
   */
  InvitationView create(NewInvitation wanted, @Nullable String password) {
    access.requireEverywhere(Scope.USER_CREATE);
    String hash = null;
    if (password != null) {
      Passwords.requireGood(password, wanted.email(), "/password");
      hash = passwords.hash(password);
    }
    MemberEdits.Given given = edits.give(wanted.roles(), wanted.grants());
    requireRoom();
    Instant now = clock.instant();
    Invitation invitation = new Invitation();
    invitation.id = TypeId.next();
    invitation.accountId = access.account().uuid();
    invitation.email = wanted.email();
    invitation.name = wanted.name() == null ? wanted.email() : wanted.name();
    invitation.roleIds = given.roles().stream().map(RoleId::uuid).toList();
    invitation.grants = grants.write(given.own());
    invitation.passwordHash = hash;
    invitation.createdAt = now;
    String token = offer(invitation, now);
    if (!Boolean.FALSE.equals(wanted.mail())) {
      mail(invitation, now);
    }
    invitation.persist();
    fire(invitation, "invitation.created", now);
    return view(invitation, token);
  }

  /**
   * A new token for another week, in the name of whoever asks, and a mail; the old ones are good no
   * more.
   */
  InvitationView resend(InvitationId id) {
    access.requireEverywhere(Scope.USER_CREATE);
    Invitation invitation = find(id);
    edits.giveAgain(roles(invitation), grants.specs(invitation.grants));
    Instant now = clock.instant();
    if (!invitation.expiresAt.isAfter(DatabaseClock.now())) {
      requireRoom();
    }
    String token = offer(invitation, now);
    mail(invitation, now);
    fire(invitation, "invitation.resent", now);
    return view(invitation, token);
  }

  void delete(InvitationId id) {
    access.requireEverywhere(Scope.USER_CREATE);
    Invitation invitation = find(id);
    invitation.delete();
    fire(invitation, "invitation.deleted", clock.instant());
  }

  private void requireRoom() {
    quota.requireRoom(
        access.account(), "open invitations", MOST, () -> Invitation.open(access.account()));
  }

  private String offer(Invitation invitation, Instant now) {
    Caller caller = access.caller();
    String token = PREFIX + SessionText.generate(random);
    invitation.hash = pepper.hash(token);
    invitation.hashKid = Pepper.KID;
    invitation.mail = Invitation.OFF;
    invitation.mailHash = null;
    invitation.mailAttempts = 0;
    invitation.mailAgain(null);
    invitation.inviterId = caller.member().uuid();
    invitation.keyId = caller.key() == null ? null : caller.key().uuid();
    invitation.expiresAt = DatabaseClock.now().plus(LIFE);
    invitation.updatedAt = now;
    return token;
  }

  private void mail(Invitation invitation, Instant now) {
    if (!mailer.configured()) {
      return;
    }
    boolean goes =
        Mail.refusal(invitation.email).isEmpty()
            && budget.take(access.account(), invitation.email, now);
    invitation.mail = goes ? Invitation.PENDING : Invitation.FAILED;
    invitation.mailAgain(goes ? now : null);
  }

  private Invitation find(InvitationId id) {
    return Invitation.named(access.account(), id).orElseThrow(Problem::notFound);
  }

  private static List<RoleId> roles(Invitation invitation) {
    return invitation.roleIds.stream().map(RoleId::new).toList();
  }

  private InvitationView view(Invitation invitation, @Nullable String token) {
    return new InvitationView(
        new InvitationId(invitation.id),
        token,
        invitation.email,
        invitation.name,
        roles(invitation),
        grants.specs(invitation.grants),
        invitation.expiresAt.isAfter(DatabaseClock.now()) ? "pending" : "expired",
        invitation.mail,
        new MemberId(invitation.inviterId),
        invitation.expiresAt,
        invitation.createdAt,
        invitation.updatedAt);
  }

  private void fire(Invitation invitation, String action, Instant now) {
    Subject subject = Subject.of("invitation", new InvitationId(invitation.id), null);
    events.fire(new InvitationChanged(access.account(), access.actor(), subject, now, action));
  }
}
