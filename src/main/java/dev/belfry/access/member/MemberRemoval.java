package dev.belfry.access.member;

import dev.belfry.access.Access;
import dev.belfry.access.people.Member;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.MemberStatus;
import dev.belfry.access.people.MemberStore;
import dev.belfry.access.people.Narrowing;
import dev.belfry.access.session.SessionEndings;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
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
  private final KeyHandover keys;

  MemberRemoval(
      Access access,
      MemberDirectory directory,
      MemberStore store,
      Narrowing narrowing,
      SessionEndings sessions,
      KeyHandover keys) {
    this.access = access;
    this.directory = directory;
    this.store = store;
    this.narrowing = narrowing;
    this.sessions = sessions;
    this.keys = keys;
  }

  /**
   * @param heir null where all his keys end
   * @throws Problem 400 when the heir is no other active member
   */
  void remove(Member leaving, @Nullable MemberId heir, Instant now) {
    AccountId account = access.account();
    Member successor = heir == null ? null : heir(account, leaving, heir);
    narrowing.of(
        account,
        List.of(leaving.id()),
        () -> {
          keys.of(account, leaving.id(), successor, now);
          sessions.all(account, leaving.id(), null, access.actor());
          store.delete(account, leaving, now);
          return leaving;
        });
  }

  private Member heir(AccountId account, Member leaving, MemberId heir) {
    return directory
        .find(account, heir)
        .filter(found -> found.status() == MemberStatus.ACTIVE && !heir.equals(leaving.id()))
        .orElseThrow(
            () -> Problem.parameter("successor", "must be another active member of this account"));
  }
}
