package dev.belfry.access.sso;

import dev.belfry.access.Access;
import dev.belfry.access.Caller;
import dev.belfry.access.Quota;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.AccountLife;
import dev.belfry.access.people.Giving;
import dev.belfry.access.people.MemberDeleted;
import dev.belfry.access.people.RoleId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Changes;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which groups of the identity provider give which roles in the caller's account. A change counts
 * from the next login of each person on.
 */
@ApplicationScoped
@Transactional
class MappingService {
  private static final long MOST = 500;

  private final Access access;
  private final Quota quota;
  private final Giving giving;
  private final AccountLife life;
  private final GrantStore grants;
  private final Changes changes;
  private final Event<SsoEvent> events;
  private final InstantSource clock;

  MappingService(
      Access access,
      Quota quota,
      Giving giving,
      AccountLife life,
      GrantStore grants,
      Changes changes,
      Event<SsoEvent> events,
      InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.giving = giving;
    this.life = life;
    this.grants = grants;
    this.changes = changes;
    this.events = events;
    this.clock = clock;
  }

  /** A mapping with the version that edits compare. */
  record Versioned(MappingView mapping, long version) {}

  Page<MappingView> list(PageRequest page) {
    access.requireEverywhere(Scope.SSO_READ);
    var query = Mapping.within(access.account());
    long total = query.count();
    return Page.of(
        query.page(page.index(), page.limit).list().stream().map(MappingView::of).toList(),
        page,
        total);
  }

  Versioned get(MappingId id) {
    access.requireEverywhere(Scope.SSO_READ);
    return versioned(find(id));
  }

  MappingView create(NewMapping wanted) {
    access.requireEverywhere(Scope.SSO_UPDATE);
    Instant now = clock.instant();
    Mapping mapping = new Mapping();
    mapping.id = TypeId.next();
    mapping.accountId = access.account().uuid();
    mapping.createdAt = now;
    write(mapping, wanted, now);
    AccountId account = access.account();
    quota.requireRoom(account, "mappings", MOST, () -> Mapping.within(account).count());
    mapping.persist();
    MappingView made = MappingView.of(mapping);
    fire(mapping, null, made, "sso.mapping.created");
    return made;
  }

  Versioned replace(MappingId id, NewMapping wanted, @Nullable String ifMatch) {
    access.requireEverywhere(Scope.SSO_UPDATE);
    Mapping mapping = find(id);
    EntityTag.require(ifMatch, mapping.version);
    MappingView before = MappingView.of(mapping);
    Instant now = clock.instant();
    write(mapping, wanted, now);
    Mapping.flush();
    fire(mapping, before, MappingView.of(mapping), "sso.mapping.updated");
    return versioned(mapping);
  }

  void delete(MappingId id) {
    access.requireEverywhere(Scope.SSO_UPDATE);
    Mapping mapping = find(id);
    mapping.delete();
    fire(mapping, MappingView.of(mapping), null, "sso.mapping.deleted");
  }

  /** His mappings go on in the name of the successor; without one they give nothing any more. */
  void hear(@Observes MemberDeleted event) {
    if (event.successor() != null) {
      Mapping.update(
          "mappedBy = ?1, keyId = null, version = version + 1 where accountId = ?2 and mappedBy = ?3",
          event.successor().uuid(),
          event.account().uuid(),
          event.member().uuid());
    }
  }

  private void write(Mapping mapping, NewMapping wanted, Instant now) {
    if (!life.mayMapGroups(access.account())) {
      throw SsoProblems.mayNotMap();
    }
    requireHeld(wanted.roleId());
    if (Mapping.taken(access.account(), wanted, mapping.id)) {
      throw Problem.of(ProblemType.TAKEN, "This group has this role already.");
    }
    mapping.groupName = wanted.group();
    mapping.roleId = wanted.roleId().uuid();
    Caller caller = access.caller();
    mapping.mappedBy = caller.member().uuid();
    mapping.keyId = caller.key() == null ? null : caller.key().uuid();
    mapping.updatedAt = now;
  }

  /** Locked, so that the role is what we looked at until the mapping stands. */
  private void requireHeld(RoleId role) {
    List<?> found =
        Panache.getEntityManager()
            .createNativeQuery(
                "select cast(grants as text) from access_role where account_id = ?1 and id = ?2 for share",
                String.class)
            .setParameter(1, access.account().uuid())
            .setParameter(2, role.uuid())
            .getResultList();
    if (found.isEmpty()) {
      throw Problem.invalid("/role_id", "unknown", "is no role of this account");
    }
    giving.require(grants.read((String) found.getFirst()));
  }

  private Mapping find(MappingId id) {
    return Mapping.named(access.account(), id).orElseThrow(Problem::notFound);
  }

  private static Versioned versioned(Mapping mapping) {
    return new Versioned(MappingView.of(mapping), mapping.version);
  }

  private void fire(
      Mapping mapping, @Nullable MappingView before, @Nullable MappingView after, String action) {
    events.fire(
        new SsoEvent(
            access.account(),
            access.actor(),
            new Subject(
                "sso_mapping", new MappingId(mapping.id).text(), mapping.groupName, (UUID) null),
            clock.instant(),
            action,
            DomainEvent.Result.DONE,
            changes.between(before, after, Set.of())));
  }
}
