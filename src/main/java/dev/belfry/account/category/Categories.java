package dev.belfry.account.category;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Grants;
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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The categories of the caller's account. */
@ApplicationScoped
@Transactional
public class Categories {
  private final Access access;
  private final Changes changes;
  private final Event<CategoryChanged> changed;
  private final Event<CategoryDeleted> deleted;
  private final InstantSource clock;

  Categories(
      Access access,
      Changes changes,
      Event<CategoryChanged> changed,
      Event<CategoryDeleted> deleted,
      InstantSource clock) {
    this.access = access;
    this.changes = changes;
    this.changed = changed;
    this.deleted = deleted;
    this.clock = clock;
  }

  /**
   * For things to be put into it. @throws Problem 422 at the pointer when there is no such
   * category; the transaction can go on with something else
   */
  @Transactional(dontRollbackOn = Problem.class)
  public void requireExisting(@Nullable CategoryId id, String pointer) {
    if (id != null && Category.named(access.account(), id).isEmpty()) {
      throw Problem.invalid(pointer, "unknown", "is no category of this account");
    }
  }

  /** The ids of those of these names that the caller sees; names are unique in the account. */
  public Map<String, CategoryId> named(Collection<String> names) {
    Selection seen = access.reach(Scope.CATEGORY_READ).join(access.reach(Scope.MONITOR_CREATE));
    return names.isEmpty()
        ? Map.of()
        : Category.called(access.account(), names).stream()
            .filter(one -> seen.reaches(one.id))
            .collect(Collectors.toMap(one -> one.name, one -> new CategoryId(one.id)));
  }

  /** What those of these are called that the caller may see. */
  public Map<CategoryId, String> names(Collection<CategoryId> ids) {
    Set<UUID> wanted = ids.stream().map(CategoryId::uuid).collect(Collectors.toSet());
    return Category.within(access.account(), access.reach(Scope.CATEGORY_READ)).list().stream()
        .filter(category -> wanted.contains(category.id))
        .collect(
            Collectors.toMap(category -> new CategoryId(category.id), category -> category.name));
  }

  Page<CategoryView> list(PageRequest page) {
    var query = Category.within(access.account(), access.reach(Scope.CATEGORY_READ));
    long total = query.count();
    return Page.of(
        query.page(page.index(), page.limit).list().stream().map(CategoryView::of).toList(),
        page,
        total);
  }

  Versioned get(CategoryId id) {
    Category category = find(id);
    access.require(Scope.CATEGORY_READ, Scope.CATEGORY_READ, Place.in(category.id));
    return versioned(category);
  }

  CategoryView create(NewCategory wanted) {
    access.require(Scope.CATEGORY_CREATE, Place.in(null));
    Instant now = clock.instant();
    Category category = new Category();
    category.id = TypeId.next();
    category.accountId = access.account().uuid();
    requireFree(wanted.name(), category.id);
    category.name = wanted.name();
    category.createdAt = now;
    category.updatedAt = now;
    category.persist();
    fire(category, "category.created", now, changes.between(null, wanted, Set.of()));
    return CategoryView.of(category);
  }

  Versioned replace(CategoryId id, NewCategory wanted, @Nullable String ifMatch) {
    Category category = find(id);
    access.require(Scope.CATEGORY_UPDATE, Scope.CATEGORY_READ, Place.in(category.id));
    EntityTag.require(ifMatch, category.version);
    requireFree(wanted.name(), category.id);
    Instant now = clock.instant();
    NewCategory before = new NewCategory(category.name);
    category.name = wanted.name();
    category.updatedAt = now;
    Category.flush();
    fire(category, "category.updated", now, changes.between(before, wanted, Set.of()));
    return versioned(category);
  }

  /** What lies in it lies in none afterwards, where only ALL reaches. */
  void delete(CategoryId id) {
    Category category = find(id);
    access.require(Scope.CATEGORY_DELETE, Scope.CATEGORY_READ, Place.in(category.id));
    deleted.fire(
        new CategoryDeleted(
            access.account(),
            access.actor(),
            subject(category),
            clock.instant(),
            id,
            changes.between(new NewCategory(category.name), null, Set.of())));
    category.delete();
    // Whoever has just named it in a grant is waited for here, and forgotten with the others.
    Category.flush();
    Grants.forgetCategory(access.account(), id);
  }

  /** A category with the version that edits compare. */
  record Versioned(CategoryView category, long version) {}

  private Category find(CategoryId id) {
    return Category.named(access.account(), id).orElseThrow(Problem::notFound);
  }

  private void requireFree(String name, UUID except) {
    if (Category.taken(access.account(), name, except)) {
      throw Problem.of(ProblemType.TAKEN, "Another category has this name.");
    }
  }

  private static Versioned versioned(Category category) {
    return new Versioned(CategoryView.of(category), category.version);
  }

  private void fire(Category category, String action, Instant now, List<Change> what) {
    changed.fire(
        new CategoryChanged(
            access.account(), access.actor(), subject(category), now, action, what));
  }

  private static Subject subject(Category category) {
    return new Subject("category", new CategoryId(category.id).text(), category.name, category.id);
  }
}
