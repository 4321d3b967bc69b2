package dev.belfry.account.group;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Grants;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.grant.Selection;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Changes;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The groups of the caller's account. */
@ApplicationScoped
@Transactional
public class Groups {
  private final Access access;
  private final Changes changes;
  private final Event<GroupChanged> changed;
  private final Event<GroupDeleted> deleted;
  private final InstantSource clock;

  Groups(
      Access access,
      Changes changes,
      Event<GroupChanged> changed,
      Event<GroupDeleted> deleted,
      InstantSource clock) {
    this.access = access;
    this.changes = changes;
    this.changed = changed;
    this.deleted = deleted;
    this.clock = clock;
  }

  /**
   * For things to be put into them.
   *
   * @param kept in which the thing is already
   * @param scope by which it is done; a grant of it that names a group makes the group known
   * @throws Problem 422 below the pointer, naming each that is not there, and alike each of which
   *     the caller may not know; the transaction can go on with something else
   */
  @Transactional(dontRollbackOn = Problem.class)
  public void requireKnown(List<GroupId> wanted, Set<UUID> kept, Scope scope, String pointer) {
    Selection known =
        access.pairs(scope).stream()
            .map(Pair::groups)
            .filter(named -> !named.all())
            .reduce(access.groupReach(Scope.GROUP_READ), Selection::join);
    Set<UUID> there = Group.existing(access.account(), wanted);
    List<Violation> wrong = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      UUID id = wanted.get(i).uuid();
      if (!kept.contains(id) && !(there.contains(id) && known.reaches(id))) {
        wrong.add(
            Violation.at(pointer + "/" + i, "unknown", "is no group of this account that you see"));
      }
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
  }

  /** The ids of those of these names that the caller sees; names are unique in the account. */
  public Map<String, GroupId> named(Collection<String> names) {
    Selection seen = access.groupReach(Scope.GROUP_READ);
    return names.isEmpty()
        ? Map.of()
        : Group.called(access.account(), names).stream()
            .filter(one -> seen.reaches(one.id))
            .collect(Collectors.toMap(one -> one.name, one -> new GroupId(one.id)));
  }

  Page<GroupView> list(PageRequest page) {
    var query = Group.within(access.account(), access.groupReach(Scope.GROUP_READ));
    long total = query.count();
    return Page.of(
        query.page(page.index(), page.limit).list().stream().map(GroupView::of).toList(),
        page,
        total);
  }

  Versioned get(GroupId id) {
    Group group = find(id);
    access.require(Scope.GROUP_READ, Scope.GROUP_READ, place(group));
    return versioned(group);
  }

  GroupView create(NewGroup wanted) {
    access.require(Scope.GROUP_CREATE, Place.among(Set.of()));
    Instant now = clock.instant();
    Group group = new Group();
    group.id = TypeId.next();
    group.accountId = access.account().uuid();
    requireFree(wanted.name(), group.id);
    group.name = wanted.name();
    group.createdAt = now;
    group.updatedAt = now;
    group.persist();
    fire(group, "group.created", now, changes.between(null, wanted, Set.of()));
    return GroupView.of(group);
  }

  Versioned replace(GroupId id, NewGroup wanted, @Nullable String ifMatch) {
    Group group = find(id);
    access.require(Scope.GROUP_UPDATE, Scope.GROUP_READ, place(group));
    EntityTag.require(ifMatch, group.version);
    requireFree(wanted.name(), group.id);
    Instant now = clock.instant();
    NewGroup before = new NewGroup(group.name);
    group.name = wanted.name();
    group.updatedAt = now;
    Group.flush();
    fire(group, "group.updated", now, changes.between(before, wanted, Set.of()));
    return versioned(group);
  }

  /** What lies in it lies in none afterwards, where only ALL reaches. */
  void delete(GroupId id) {
    Group group = find(id);
    access.require(Scope.GROUP_DELETE, Scope.GROUP_READ, place(group));
    deleted.fire(
        new GroupDeleted(
            access.account(),
            access.actor(),
            subject(group),
            clock.instant(),
            id,
            changes.between(new NewGroup(group.name), null, Set.of())));
    group.delete();
    // Whoever has just named it in a grant is waited for here, and forgotten with the others.
    Group.flush();
    Grants.forgetGroup(access.account(), id);
  }

  /** A group with the version that edits compare. */
  record Versioned(GroupView group, long version) {}

  private Group find(GroupId id) {
    return Group.named(access.account(), id).orElseThrow(Problem::notFound);
  }

  private void requireFree(String name, UUID except) {
    if (Group.taken(access.account(), name, except)) {
      throw Problem.of(ProblemType.TAKEN, "Another group has this name.");
    }
  }

  private static Place place(Group group) {
    return Place.among(Set.of(group.id));
  }

  private static Versioned versioned(Group group) {
    return new Versioned(GroupView.of(group), group.version);
  }

  private void fire(Group group, String action, Instant now, List<Change> what) {
    changed.fire(
        new GroupChanged(access.account(), access.actor(), subject(group), now, action, what));
  }

  private static Subject subject(Group group) {
    return Subject.of("group", new GroupId(group.id), group.name);
  }
}
