package dev.belfry.access.member.recovery;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.Caller;
import dev.belfry.access.FailureBudget;
import dev.belfry.access.Revocation;
import dev.belfry.access.credential.SessionText;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.Member;
import dev.belfry.access.people.MemberChanged;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.Passwords;
import dev.belfry.access.people.Standings;
import dev.belfry.access.people.UserId;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.database.DatabaseClock;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.seal.Pepper;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * New passwords by tokens. Whoever makes one for somebody else could use it himself: so it opens
 * nothing that he does not hold, now and when it is used. One that came by mail is for whoever
 * reads the mail of the address.
 */
@ApplicationScoped
public class PasswordResetService {
  private static final Duration LIFE = Duration.ofHours(24);
  static final String PREFIX = "bfy_rst_";
  private final Access access;
  private final Accounts accounts;
  private final MemberDirectory directory;
  private final Standings standings;
  private final RecoveryRows mails;
  private final Passwords passwords;
  private final Pepper pepper;
  private final FailureBudget failures;
  private final RequestTrace trace;
  private final Event<MemberChanged> events;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  PasswordResetService(
      Access access,
      Accounts accounts,
      MemberDirectory directory,
      Standings standings,
      RecoveryRows mails,
      Passwords passwords,
      Pepper pepper,
      FailureBudget failures,
      RequestTrace trace,
      Event<MemberChanged> events,
      InstantSource clock) {
    this.access = access;
    this.accounts = accounts;
    this.directory = directory;
    this.standings = standings;
    this.mails = mails;
    this.passwords = passwords;
    this.pepper = pepper;
    this.failures = failures;
    this.trace = trace;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Somebody sets a new password by a token.
   *
   * @param token that an admin passed on, or that came by mail
   * @param password at least 12 characters, at most 1024 bytes
   */
  @RegisterForReflection
  record PasswordReset(
      @NotBlank @Size(max = 100) String token, @NotBlank @Size(max = 1024) String password) {
    @Override
    public String toString() {
      return "PasswordReset[...]";
    }
  }

  private record Found(AccountId account, MemberId member, String email) {}

  /**
   * @throws Problem 403 where he may do more than the caller, 409 where he is a member elsewhere or
   *     has no password
   */
  @Transactional
  public PasswordResetView make(UserId user) {
    access.requireEverywhere(Scope.USER_UPDATE);
    Caller caller = access.caller();
    Member member = directory.find(caller.account(), user).orElseThrow(Problem::notFound);
    if (caller.session() == null) {
      throw AccessProblems.sessionNeeded();
    }
    if (member.id().equals(caller.member())) {
      throw conflict("Change your own password by POST /v1/password.");
    }
    access.requireHeld(directory.rights(member));
    requireResettable(member.id());
    String token = PREFIX + SessionText.generate(random);
    Instant now = clock.instant();
    Instant end = DatabaseClock.now().plus(LIFE);
    query(
            """
            insert into access_password_reset
              (account_id, membership_id, made_by, hash, hash_kid, expires_at, created_at)
            values (:account, :member, :maker, :hash, :kid, :end, :now)
            on conflict (account_id, membership_id) do update set made_by = excluded.made_by,
              hash = excluded.hash, hash_kid = excluded.hash_kid, expires_at = excluded.expires_at,
              created_at = excluded.created_at""")
        .setParameter("account", caller.account().uuid())
        .setParameter("member", member.id().uuid())
        .setParameter("maker", caller.member().uuid())
        .setParameter("hash", pepper.hash(token))
        .setParameter("kid", Pepper.KID)
        .setParameter("end", end)
        .setParameter("now", now)
        .executeUpdate();
    fire(caller.account(), access.actor(), member, "user.password_reset_offered");
    return new PasswordResetView(user, token, end);
  }

  private static void requireResettable(MemberId member) {
    Object state =
        query("select access_resettable(:member)")
            .setParameter("member", member.uuid())
            .getSingleResult();
    if ("elsewhere".equals(state)) {
      throw conflict(
          "He is a member of another account too, so his password is not yours to reset. He"
              + " changes it himself, or an operator of the installation releases the address.");
    }
    if (!"ok".equals(state)) {
      throw conflict("He is disabled, or has no password: he signs in otherwise.");
    }
  }

  /**
   * Not one transaction: none is held while a password is hashed.
   *
   * @throws Problem 401, the same for every token that is not good; 422
   */
  void use(PasswordReset reset) {
    Passwords.requireGood(reset.password(), "", "/password");
    Found found = QuarkusTransaction.requiringNew().call(() -> find(reset.token()));
    byte[] spent = pepper.hash(reset.token());
    RecoveryRows.Found mailed = found == null ? mails.find(spent).orElse(null) : null;
    String email = found != null ? found.email() : mailed == null ? null : mailed.email();
    if (email == null) {
      failures.admit(() -> passwords.matches(reset.password(), null), trace.address());
      failures.failed(trace.address());
      throw AccessProblems.wrongReset();
    }
    Passwords.requireGood(reset.password(), email, "/password");
    String hash = failures.admit(() -> passwords.hash(reset.password()), trace.address());
    if (found != null) {
      accounts.in(found.account(), () -> set(found, spent, hash));
    } else if (mailed != null) {
      accounts.in(mailed.account(), () -> recover(mailed, spent, hash));
    }
  }

  private MemberId recover(RecoveryRows.Found mailed, byte[] spent, String hash) {
    Object done =
        query("select access_recover(:user, :spent, :hash, :now)")
            .setParameter("user", mailed.user().uuid())
            .setParameter("spent", spent)
            .setParameter("hash", hash)
            .setParameter("now", clock.instant())
            .getSingleResult();
    if (!Boolean.TRUE.equals(done)) {
      throw AccessProblems.wrongReset();
    }
    Subject subject = Subject.of("user", mailed.user(), mailed.name());
    events.fire(
        new MemberChanged(
            mailed.account(), Actor.ANONYMOUS, subject, clock.instant(), "user.password_reset"));
    return mailed.member();
  }

  private MemberId set(Found found, byte[] spent, String hash) {
    MemberId maker = maker(found, spent);
    Standings.hold(maker.uuid());
    Standings.hold(found.member().uuid());
    Member member =
        directory.find(found.account(), found.member()).orElseThrow(AccessProblems::wrongReset);
    if (member.user() != null) {
      Revocation.begin(member.user().uuid());
    }
    take(found, spent);
    Rights makers = standings.rights(found.account(), maker, null);
    if (!makers.allowsEverywhere(Scope.USER_UPDATE) || !makers.contains(directory.rights(member))) {
      throw AccessProblems.wrongReset();
    }
    Object done =
        query("select access_reset_password(:member, :hash, :now)")
            .setParameter("member", found.member().uuid())
            .setParameter("hash", hash)
            .setParameter("now", clock.instant())
            .getSingleResult();
    if (!Boolean.TRUE.equals(done)) {
      throw AccessProblems.wrongReset();
    }
    fire(found.account(), Actor.ANONYMOUS, member, "user.password_reset");
    return maker;
  }

  private static MemberId maker(Found found, byte[] spent) {
    List<?> makers =
        query(
                "select made_by from access_password_reset where account_id = :account and hash = :hash")
            .setParameter("account", found.account().uuid())
            .setParameter("hash", spent)
            .getResultList();
    return makers.stream()
        .map(UUID.class::cast)
        .map(MemberId::new)
        .findFirst()
        .orElseThrow(AccessProblems::wrongReset);
  }

  /** Under the lock of the user: of a new password of his own and this, the later one sees it. */
  private static void take(Found found, byte[] spent) {
    int taken =
        query(
                "delete from access_password_reset where account_id = :account and hash = :hash"
                    + " and expires_at > now()")
            .setParameter("account", found.account().uuid())
            .setParameter("hash", spent)
            .executeUpdate();
    if (taken == 0) {
      throw AccessProblems.wrongReset();
    }
  }

  private @Nullable Found find(String token) {
    List<?> rows =
        query("select account_id, membership_id, email from access_reset_of(:hash)")
            .setParameter("hash", pepper.hash(token))
            .getResultList();
    Optional<Object[]> row = rows.stream().map(Object[].class::cast).findFirst();
    return row.map(
            one ->
                new Found(
                    new AccountId((UUID) one[0]), new MemberId((UUID) one[1]), (String) one[2]))
        .orElse(null);
  }

  private static Problem conflict(String why) {
    return Problem.of(ProblemType.CONFLICT, why);
  }

  private static Query query(String sql) {
    return Panache.getEntityManager().createNativeQuery(sql);
  }

  private void fire(AccountId account, Actor actor, Member member, String action) {
    UserId user = member.user();
    Subject subject =
        user == null
            ? Subject.of("member", member.id(), null)
            : Subject.of("user", user, member.name());
    events.fire(new MemberChanged(account, actor, subject, clock.instant(), action));
  }
}
