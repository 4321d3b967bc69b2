package dev.belfry.access.role;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.Quota;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.Giving;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.Narrowing;
import dev.belfry.access.people.RoleId;
import dev.belfry.access.people.Roles;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Changes;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The life of roles. */
@ApplicationScoped
@Transactional
class RoleService {
  private static final long MOST = 200;

  private final Access access;
  private final Quota quota;
  private final Giving giving;
  private final GrantStore grants;
  private final Roles roles;
  private final Narrowing narrowing;
  private final MergePatch patches;
  private final Changes changes;
  private final Event<RoleChanged> events;
  private final InstantSource clock;

  RoleService(
      Access access,
      Quota quota,
      Giving giving,
      GrantStore grants,
      Roles roles,
      Narrowing narrowing,
      MergePatch patches,
      Changes changes,
      Event<RoleChanged> events,
      InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.giving = giving;
    this.grants = grants;
    this.roles = roles;
    this.narrowing = narrowing;
    this.patches = patches;
    this.changes = changes;
    this.events = events;
    this.clock = clock;
  }

  /** A role with the version that edits compare. */
  record Versioned(RoleView role, long version) {}

  Page<RoleView> list(PageRequest page) {
    access.requireEverywhere(Scope.ROLE_READ);
    var query = Role.listed(access.account());
    long total = query.count();
    List<Role> found = query.page(page.index(), page.limit).list();
    return Page.of(found.stream().map(this::view).toList(), page, total);
  }

  Versioned get(RoleId id) {
    access.requireEverywhere(Scope.ROLE_READ);
    return versioned(Role.named(access.account(), id).orElseThrow(Problem::notFound));
  }

  RoleView create(NewRole wanted) {
    access.requireEverywhere(Scope.ROLE_CREATE);
    Rights rights = grants.rights(wanted.grants());
    giving.require(rights);
    giving.requirePlaces(wanted.grants(), List.of());
    quota.requireRoom(access.account(), "roles", MOST, () -> Role.within(access.account()));
    Instant now = clock.instant();
    Role role = new Role();
    role.id = TypeId.next();
    role.accountId = access.account().uuid();
    role.name = wanted.name();
    role.description = wanted.description();
    role.grants = grants.write(rights);
    role.createdAt = now;
    role.updatedAt = now;
    role.persist();
    Role.flush();
    fire(role, "role.created", now, changes.between(null, moment(role), Set.of()));
    return view(role);
  }

  Versioned replace(RoleId id, NewRole wanted, @Nullable String ifMatch) {
    return edit(id, ifMatch, current -> wanted);
  }

  Versioned patch(RoleId id, JsonNode patch, @Nullable String ifMatch) {
    return edit(id, ifMatch, current -> patches.apply(current, patch, NewRole.class));
  }

  /**
   * @throws Problem 409 while somebody holds it
   */
  void delete(RoleId id) {
    access.requireEverywhere(Scope.ROLE_DELETE);
    Role role = Role.locked(access.account(), id).orElseThrow(Problem::notFound);
    int holders = roles.holders(access.account(), id).size();
    if (holders > 0) {
      throw Problem.of(ProblemType.CONFLICT, holders + " hold this role; take it from them first.");
    }
    NewRole last = moment(role);
    role.delete();
    Role.flush();
    fire(role, "role.deleted", clock.instant(), changes.between(last, null, Set.of()));
  }

  private Versioned edit(RoleId id, @Nullable String ifMatch, UnaryOperator<NewRole> change) {
    access.requireEverywhere(Scope.ROLE_UPDATE);
    Role role = Role.locked(access.account(), id).orElseThrow(Problem::notFound);
    EntityTag.require(ifMatch, role.version);
    NewRole was = moment(role);
    NewRole wanted = change.apply(was);
    Rights before = grants.read(role.grants);
    Rights after = grants.rights(wanted.grants());
    giving.require(after);
    giving.requirePlaces(wanted.grants(), was.grants());
    List<MemberId> holders = roles.holders(access.account(), id);
    if (holders.contains(access.caller().member())) {
      access.requireNarrower(before, after);
    }
    Instant now = clock.instant();
    role.name = wanted.name();
    role.description = wanted.description();
    role.updatedAt = now;
    if (after.contains(before)) {
      role.grants = grants.write(after);
      Role.flush();
    } else {
      narrowing.of(access.account(), holders, () -> role.grants = grants.write(after));
    }
    fire(role, "role.updated", now, changes.between(was, moment(role), Set.of()));
    return versioned(role);
  }

  private Versioned versioned(Role role) {
    return new Versioned(view(role), role.version);
  }

  private RoleView view(Role role) {
    RoleId id = new RoleId(role.id);
    return new RoleView(
        id,
        role.name,
        role.description,
        grants.specs(role.grants),
        roles.holders(access.account(), id).size(),
        role.createdAt,
        role.updatedAt);
  }

  private NewRole moment(Role role) {
    return new NewRole(role.name, role.description, grants.specs(role.grants));
  }

  private void fire(Role role, String action, Instant now, List<Change> what) {
    Subject subject = Subject.of("role", new RoleId(role.id), role.name);
    events.fire(new RoleChanged(access.account(), access.actor(), subject, now, action, what));
  }
}
