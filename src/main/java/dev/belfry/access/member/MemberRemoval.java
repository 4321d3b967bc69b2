package dev.belfry.access.member;

import dev.belfry.access.Access;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.people.Joining;
import dev.belfry.access.people.Member;
import dev.belfry.access.people.MemberDeleted;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.MemberStatus;
import dev.belfry.access.people.MemberStore;
import dev.belfry.access.people.Narrowing;
import dev.belfry.access.session.SessionEndings;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.problem.Problem;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody leaves: his sessions end, his keys end or go to a successor, all at once. */
@ApplicationScoped
class MemberRemoval {
  private final Access access;
  private final MemberDirectory directory;
  private final MemberStore store;
  private final Narrowing narrowing;
  private final SessionEndings sessions;
  private final GrantStore grants;
  private final Event<MemberDeleted> events;

  MemberRemoval(
      Access access,
      MemberDirectory directory,
      MemberStore store,
      Narrowing narrowing,
      SessionEndings sessions,
      GrantStore grants,
      Event<MemberDeleted> events) {
    this.access = access;
    this.directory = directory;
    this.store = store;
    this.narrowing = narrowing;
    this.sessions = sessions;
    this.grants = grants;
    this.events = events;
  }

  /**
   * @param heir null where all his keys end
   * @throws Problem 400 when the heir is no other active member, 403 when a key could do more in
   *     his name than the caller may
   */
  void remove(Member leaving, @Nullable MemberId heir, Instant now) {
    AccountId account = access.account();
    Member successor = heir == null ? null : heir(account, leaving, heir);
    narrowing.of(
        account,
        List.of(leaving.id()),
        () -> {
          if (successor != null) {
            requireKeysHeld(account, leaving.id(), directory.rights(successor));
          }
          events.fire(
              new MemberDeleted(
                  account, access.actor(), subject(leaving), now, leaving.id(), heir));
          sessions.all(account, leaving.id(), null, access.actor());
          if (leaving.email() != null) {
            Joining.forget(account, leaving.email());
          }
          store.delete(account, leaving, now);
        });
  }

  private static Subject subject(Member leaving) {
    return leaving.user() == null
        ? Subject.of("service_account", leaving.id(), leaving.name())
        : Subject.of("user", leaving.user(), leaving.name());
  }

  private void requireKeysHeld(AccountId account, MemberId owner, Rights successors) {
    List<?> handed =
        Panache.getEntityManager()
            .createNativeQuery(
                "select cast(grants as text) from access_key where account_id = ?1 and owner_id = ?2"
                    + " and deleted_at is null and revoked_at is null and type <> 'pat'")
            .setParameter(1, account.uuid())
            .setParameter(2, owner.uuid())
            .getResultList();
    for (Object key : handed) {
      access.requireHeld(grants.read((String) key).meet(successors));
    }
  }

  private Member heir(AccountId account, Member leaving, MemberId heir) {
    return directory
        .find(account, heir)
        .filter(found -> found.status() == MemberStatus.ACTIVE && !heir.equals(leaving.id()))
        .orElseThrow(
            () -> Problem.parameter("successor", "must be another active member of this account"));
  }
}
