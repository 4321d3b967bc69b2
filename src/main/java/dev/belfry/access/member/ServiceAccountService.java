package dev.belfry.access.member;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.Member;
import dev.belfry.access.people.MemberChanged;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.MemberStatus;
import dev.belfry.access.people.MemberStore;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Members that are no persons: they own keys, and no leaver breaks what runs by those. */
@ApplicationScoped
@Transactional
class ServiceAccountService {
  private final Access access;
  private final GrantStore grants;
  private final MemberDirectory directory;
  private final MemberStore store;
  private final MemberEdits edits;
  private final MemberRemoval removal;
  private final MergePatch patches;
  private final Event<MemberChanged> events;
  private final InstantSource clock;

  ServiceAccountService(
      Access access,
      GrantStore grants,
      MemberDirectory directory,
      MemberStore store,
      MemberEdits edits,
      MemberRemoval removal,
      MergePatch patches,
      Event<MemberChanged> events,
      InstantSource clock) {
    this.access = access;
    this.grants = grants;
    this.directory = directory;
    this.store = store;
    this.edits = edits;
    this.removal = removal;
    this.patches = patches;
    this.events = events;
    this.clock = clock;
  }

  /** A service account with the version that edits compare. */
  record Versioned(ServiceAccountView serviceAccount, long version) {}

  Page<ServiceAccountView> list(PageRequest page, MemberDirectory.Filter filter) {
    access.requireEverywhere(Scope.USER_READ);
    long total = directory.count(access.account(), filter);
    return Page.of(
        directory.list(access.account(), filter, page).stream().map(this::view).toList(),
        page,
        total);
  }

  Versioned get(MemberId id) {
    access.requireEverywhere(Scope.USER_READ);
    return versioned(find(id));
  }

  ServiceAccountView create(NewServiceAccount wanted) {
    access.requireEverywhere(Scope.USER_CREATE);
    MemberEdits.Given given = edits.give(wanted.roles(), wanted.grants());
    Instant now = clock.instant();
    MemberId id =
        store.addService(
            access.account(),
            new MemberStore.Written(
                wanted.name(),
                wanted.description(),
                MemberStatus.ACTIVE,
                grants.write(given.own())),
            now);
    store.setRoles(access.account(), id, given.roles());
    fire(id, wanted.name(), "service_account.created", now);
    return view(find(id));
  }

  Versioned patch(MemberId id, JsonNode patch, @Nullable String ifMatch) {
    access.requireEverywhere(Scope.USER_UPDATE);
    Member read = find(id);
    EntityTag.require(ifMatch, read.version());
    ServiceAccountPatch current =
        new ServiceAccountPatch(
            read.name(),
            read.description(),
            read.status(),
            read.directRoles().stream().map(Member.HeldRole::id).toList(),
            grants.specs(read.grants()));
    ServiceAccountPatch wanted = patches.apply(current, patch, ServiceAccountPatch.class);
    Instant now = clock.instant();
    edits.change(
        read,
        new MemberEdits.Wanted(
            wanted.name(), wanted.description(), wanted.status(), wanted.roles(), wanted.grants()),
        now);
    fire(id, wanted.name(), "service_account.updated", now);
    return versioned(find(id));
  }

  void delete(MemberId id, @Nullable MemberId successor) {
    access.requireEverywhere(Scope.USER_DELETE);
    removal.remove(find(id), successor, clock.instant());
  }

  private Member find(MemberId id) {
    return directory
        .find(access.account(), id)
        .filter(member -> member.user() == null)
        .orElseThrow(Problem::notFound);
  }

  private Versioned versioned(Member member) {
    return new Versioned(view(member), member.version());
  }

  private ServiceAccountView view(Member member) {
    return new ServiceAccountView(
        member.id(),
        member.name(),
        member.description(),
        member.status(),
        HeldRoleView.of(member),
        grants.specs(member.grants()),
        member.createdAt(),
        member.updatedAt());
  }

  private void fire(MemberId id, String name, String action, Instant now) {
    Subject subject = Subject.of("service_account", id, name);
    events.fire(new MemberChanged(access.account(), access.actor(), subject, now, action));
  }
}
