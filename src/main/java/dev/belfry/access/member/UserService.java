package dev.belfry.access.member;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.Member;
import dev.belfry.access.people.MemberChanged;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.UserId;
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

/** The people of the caller's account. */
@ApplicationScoped
@Transactional
class UserService {
  private final Access access;
  private final GrantStore grants;
  private final MemberDirectory directory;
  private final MemberEdits edits;
  private final MemberRemoval removal;
  private final MergePatch patches;
  private final Event<MemberChanged> events;
  private final InstantSource clock;

  UserService(
      Access access,
      GrantStore grants,
      MemberDirectory directory,
      MemberEdits edits,
      MemberRemoval removal,
      MergePatch patches,
      Event<MemberChanged> events,
      InstantSource clock) {
    this.access = access;
    this.grants = grants;
    this.directory = directory;
    this.edits = edits;
    this.removal = removal;
    this.patches = patches;
    this.events = events;
    this.clock = clock;
  }

  /** A person with the version that edits compare. */
  record Versioned(UserDetails user, long version) {}

  Page<UserDetails> list(PageRequest page, MemberDirectory.Filter filter) {
    access.requireEverywhere(Scope.USER_READ);
    long total = directory.count(access.account(), filter);
    return Page.of(
        directory.list(access.account(), filter, page).stream().map(this::view).toList(),
        page,
        total);
  }

  Versioned get(UserId id) {
    access.requireEverywhere(Scope.USER_READ);
    return versioned(find(id));
  }

  Versioned patch(UserId id, JsonNode patch, @Nullable String ifMatch) {
    access.requireEverywhere(Scope.USER_UPDATE);
    Member read = find(id);
    EntityTag.require(ifMatch, read.version());
    UserPatch current =
        new UserPatch(
            read.name(),
            read.status(),
            read.directRoles().stream().map(Member.HeldRole::id).toList(),
            grants.specs(read.grants()));
    UserPatch wanted = patches.apply(current, patch, UserPatch.class);
    Instant now = clock.instant();
    edits.change(
        read,
        new MemberEdits.Wanted(
            wanted.name(), null, wanted.status(), wanted.roles(), wanted.grants()),
        now);
    fire(id, wanted.name(), "user.updated", now);
    return versioned(find(id));
  }

  void delete(UserId id, @Nullable MemberId successor) {
    access.requireEverywhere(Scope.USER_DELETE);
    removal.remove(find(id), successor, clock.instant());
  }

  private Member find(UserId id) {
    return directory.find(access.account(), id).orElseThrow(Problem::notFound);
  }

  private Versioned versioned(Member member) {
    return new Versioned(view(member), member.version());
  }

  private UserDetails view(Member member) {
    return new UserDetails(
        member.user(),
        member.id(),
        member.email(),
        member.addressProven(),
        member.name(),
        member.status(),
        HeldRoleView.of(member),
        grants.specs(member.grants()),
        member.breakGlass(),
        member.createdAt(),
        member.updatedAt());
  }

  private void fire(UserId id, String name, String action, Instant now) {
    Subject subject = Subject.of("user", id, name);
    events.fire(new MemberChanged(access.account(), access.actor(), subject, now, action));
  }
}
