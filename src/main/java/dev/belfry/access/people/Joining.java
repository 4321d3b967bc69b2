package dev.belfry.access.people;

import dev.belfry.access.AccessProblems;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.problem.Problem;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last step of an invitation: a membership, with what the inviter may hand out at that moment.
 */
@ApplicationScoped
public class Joining {
  private static final String TAKE =
      """
      delete from access_invitation where account_id = :account and id = :id and expires_at > now()
      returning email, name, cast(role_ids as text[]), cast(grants as text), inviter_id, key_id""";

  private final Accounts accounts;
  private final GrantStore grants;
  private final Roles roles;
  private final Standings standings;
  private final UserStore users;
  private final MemberStore members;
  private final Event<MemberChanged> events;
  private final InstantSource clock;

  Joining(
      Accounts accounts,
      GrantStore grants,
      Roles roles,
      Standings standings,
      UserStore users,
      MemberStore members,
      Event<MemberChanged> events,
      InstantSource clock) {
    this.accounts = accounts;
    this.grants = grants;
    this.roles = roles;
    this.standings = standings;
    this.users = users;
    this.members = members;
    this.events = events;
    this.clock = clock;
  }

  /** Which invitation is accepted. */
  public record Offer(AccountId account, InvitationId invitation) {}

  /**
   * Who accepts.
   *
   * @param known null where he becomes a user by this
   * @param name as he calls himself; null for what the inviter called him
   * @param secret with which he signs in from now on, where he becomes a user by this
   */
  public record Guest(
      @Nullable UserId known, @Nullable String name, UserStore.@Nullable Secret secret) {
    public static Guest known(UserId user) {
      return new Guest(user, null, null);
    }

    @Override
    public String toString() {
      return "Guest[" + known + "]";
    }
  }

  /** Who has joined. */
  public record Joined(
      AccountId account, UserId user, MemberId member, String email, String name) {}

  private record Taken(
      String email,
      String name,
      List<RoleId> roles,
      String grants,
      MemberId inviter,
      @Nullable UUID key) {}

  /**
   * In a transaction of its own, bound to the account.
   *
   * @throws Problem 409 when the invitation is gone, its inviter lost what it hands out, or the
   *     user is a member already
   */
  public Joined accept(Offer offer, Guest guest) {
    return accounts.in(offer.account(), () -> join(offer, guest));
  }

  private Joined join(Offer offer, Guest guest) {
    AccountId account = offer.account();
    Taken taken = take(offer).orElseThrow(AccessProblems::invitationGone);
    Standings.hold(taken.inviter(), taken.key());
    List<Roles.Known> held = held(account, taken);
    requireHandedOut(account, taken, roles.together(grants.read(taken.grants()), held));
    Instant now = clock.instant();
    String name = guest.name() == null ? taken.name() : guest.name();
    UserId user = guest.known() == null ? newUser(taken, guest, name, now) : guest.known();
    MemberId member = members.join(account, user, taken.grants(), now);
    members.setRoles(account, member, held.stream().map(Roles.Known::id).toList());
    Actor actor = new Actor(Actor.Kind.USER, user.text(), taken.email(), null, null);
    Subject subject = Subject.of("user", user, name);
    events.fire(new MemberChanged(account, actor, subject, now, "user.joined"));
    return new Joined(account, user, member, taken.email(), name);
  }

  private void requireHandedOut(AccountId account, Taken taken, Rights result) {
    Rights inviters = standings.rights(account, taken.inviter(), taken.key());
    boolean byKey = taken.key() != null && grants.handsOutRights(result);
    if (byKey || !inviters.contains(result) || !inviters.allowsEverywhere(Scope.USER_CREATE)) {
      throw AccessProblems.invitationGone();
    }
  }

  private UserId newUser(Taken taken, Guest guest, String name, Instant now) {
    UserId user = new UserId(TypeId.next());
    if (guest.secret() == null || !users.add(user, taken.email(), name, guest.secret(), now)) {
      throw AccessProblems.invitationGone();
    }
    return user;
  }

  /** A role that was deleted in between is not silently left out. */
  private List<Roles.Known> held(AccountId account, Taken taken) {
    List<Roles.Known> held = new ArrayList<>();
    for (RoleId role : taken.roles()) {
      held.add(roles.find(account, role).orElseThrow(AccessProblems::invitationGone));
    }
    return held;
  }

  /** Of two who accept it at once, one takes it. */
  private static Optional<Taken> take(Offer offer) {
    List<?> rows =
        Panache.getEntityManager()
            .createNativeQuery(TAKE)
            .setParameter("account", offer.account().uuid())
            .setParameter("id", offer.invitation().uuid())
            .getResultList();
    Optional<Taken> taken = rows.stream().map(Object[].class::cast).map(Joining::taken).findFirst();
    taken.ifPresent(one -> forget(offer.account(), one.email()));
    return taken;
  }

  /** Whoever has joined, or was removed, comes back by no other invitation from before. */
  public static void forget(AccountId account, String email) {
    Panache.getEntityManager()
        .createNativeQuery(
            "delete from access_invitation where account_id = ?1 and lower(email) = lower(?2)")
        .setParameter(1, account.uuid())
        .setParameter(2, email)
        .executeUpdate();
  }

  private static Taken taken(Object[] row) {
    return new Taken(
        (String) row[0],
        (String) row[1],
        Arrays.stream((String[]) row[2]).map(UUID::fromString).map(RoleId::new).toList(),
        (String) row[3],
        new MemberId((UUID) row[4]),
        (UUID) row[5]);
  }
}
