package dev.belfry.access.member;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.people.Giving;
import dev.belfry.access.people.Member;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.MemberStatus;
import dev.belfry.access.people.MemberStore;
import dev.belfry.access.people.Narrowing;
import dev.belfry.access.people.RoleId;
import dev.belfry.access.people.Roles;
import dev.belfry.access.people.UserStore;
import dev.belfry.access.session.SessionEndings;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What may be made of a member, and by whom; people and service accounts alike. */
@ApplicationScoped
class MemberEdits {
  private final Access access;
  private final Giving giving;
  private final GrantStore grants;
  private final Roles roles;
  private final MemberDirectory directory;
  private final MemberStore store;
  private final UserStore users;
  private final Narrowing narrowing;
  private final SessionEndings sessions;

  MemberEdits(
      Access access,
      Giving giving,
      GrantStore grants,
      Roles roles,
      MemberDirectory directory,
      MemberStore store,
      UserStore users,
      Narrowing narrowing,
      SessionEndings sessions) {
    this.access = access;
    this.giving = giving;
    this.grants = grants;
    this.roles = roles;
    this.directory = directory;
    this.store = store;
    this.users = users;
    this.narrowing = narrowing;
    this.sessions = sessions;
  }

  /** What a member is to be afterwards. */
  record Wanted(
      String name,
      @Nullable String description,
      MemberStatus status,
      List<RoleId> roles,
      List<GrantSpec> grants) {}

  /** Roles and grants to be given to somebody; {@code all} is what both allow. */
  record Given(List<RoleId> roles, Rights own, Rights all) {}

  /**
   * For somebody new.
   *
   * @throws dev.belfry.platform.problem.Problem 422 for unknown roles, scopes and places, 403 for
   *     more than the caller holds
   */
  Given give(@Nullable List<RoleId> wantedRoles, @Nullable List<GrantSpec> wantedGrants) {
    List<GrantSpec> some = wantedGrants == null ? List.of() : wantedGrants;
    Given given = giveAgain(wantedRoles == null ? List.of() : wantedRoles, some);
    giving.requirePlaces(some, List.of());
    return given;
  }

  /** The same of what was offered before. */
  Given giveAgain(List<RoleId> offeredRoles, List<GrantSpec> offeredGrants) {
    Given given = given(offeredRoles, offeredGrants);
    giving.require(given.all());
    return given;
  }

  private Given given(List<RoleId> wantedRoles, List<GrantSpec> wantedGrants) {
    Rights own = grants.rights(wantedGrants);
    List<Roles.Known> held = roles.require(access.account(), wantedRoles);
    return new Given(held.stream().map(Roles.Known::id).toList(), own, roles.together(own, held));
  }

  void change(Member read, Wanted wanted, Instant now) {
    AccountId account = access.account();
    Given given = given(wanted.roles(), wanted.grants());
    Rights before = directory.rights(read);
    Rights after = given.all().join(fromGroups(read));
    Set<RoleId> had =
        read.directRoles().stream().map(Member.HeldRole::id).collect(Collectors.toSet());
    boolean sameRoles = had.equals(new HashSet<>(given.roles()));
    boolean sameGrants = grants.specs(given.own()).equals(grants.specs(read.grants()));
    boolean enabled =
        wanted.status() == MemberStatus.ACTIVE && read.status() == MemberStatus.DISABLED;
    boolean disabled =
        wanted.status() == MemberStatus.DISABLED && read.status() == MemberStatus.ACTIVE;
    if (!sameRoles || !sameGrants || enabled) {
      giving.require(after);
      requireNotOwn(read, had, given, before);
    }
    giving.requirePlaces(wanted.grants(), grants.specs(read.grants()));
    Runnable work =
        () -> {
          String stored = grants.write(given.own());
          store.update(
              account,
              read,
              new MemberStore.Written(wanted.name(), wanted.description(), wanted.status(), stored),
              now);
          if (!sameRoles) {
            store.setRoles(account, read.id(), given.roles());
          }
          if (disabled) {
            sessions.all(account, read.id(), null, access.actor());
            endTokens(read);
          }
        };
    if (disabled || !after.contains(before)) {
      narrowing.of(account, List.of(read.id()), work);
    } else {
      work.run();
    }
  }

  private void endTokens(Member disabled) {
    if (disabled.user() != null) {
      users.endTokens(disabled.user());
    }
  }

  /** A role may become wider later, so nobody gives himself one. */
  private void requireNotOwn(Member read, Set<RoleId> had, Given given, Rights before) {
    if (read.id().equals(access.caller().member())) {
      access.requireNarrower(before, given.all());
      if (!had.containsAll(given.roles())) {
        throw AccessProblems.ownRights();
      }
    }
  }

  private Rights fromGroups(Member read) {
    return read.roles().stream()
        .filter(role -> !role.direct())
        .map(role -> grants.read(role.grants()))
        .reduce(Rights.NONE, Rights::join);
  }
}
