package dev.belfry.access.watch;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.page.Cursor;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.page.Stretch;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Flags as people see and dismiss them, and what is to follow from them. */
@ApplicationScoped
@Transactional
class FlagService {
  private final Access access;
  private final Event<DomainEvent> events;
  private final InstantSource clock;

  FlagService(Access access, Event<DomainEvent> events, InstantSource clock) {
    this.access = access;
    this.events = events;
    this.clock = clock;
  }

  Stretch<FlagView> list(FlagFilter filter) {
    access.requireEverywhere(Scope.KEY_READ);
    int limit = PageRequest.checkedLimit(filter.limit);
    List<Flag> found = Flag.listed(access.account(), filter, Cursor.parse(filter.cursor), limit);
    return Stretch.of(found, limit, FlagView::of, flag -> new Cursor(flag.at, flag.id));
  }

  /** Once is enough; who comes later finds it done. */
  FlagView dismiss(FlagId id) {
    access.requireEverywhere(Scope.KEY_UPDATE);
    Flag flag = Flag.locked(access.account(), id.uuid()).orElseThrow(Problem::notFound);
    if (flag.dismissedAt == null) {
      Instant now = clock.instant();
      flag.dismissedAt = now;
      flag.dismissedBy = access.actor().name();
      events.fire(
          new FlagDismissed(
              access.account(), access.actor(), Subject.of("flag", id, flag.kind), now));
    }
    return FlagView.of(flag);
  }

  FlagPolicyView policy() {
    access.requireEverywhere(Scope.KEY_READ);
    return FlagPolicy.of(access.account())
        .map(FlagService::view)
        .orElse(new FlagPolicyView(List.of()));
  }

  /**
   * @throws Problem 422 for kinds that cannot disable a key
   */
  FlagPolicyView replacePolicy(FlagPolicyView wanted) {
    access.requireEverywhere(Scope.ACCOUNT_UPDATE);
    List<Violation> wrong = new ArrayList<>();
    for (int i = 0; i < wanted.disabling().size(); i++) {
      if (!wanted.disabling().get(i).mayDisable()) {
        wrong.add(
            Violation.at(
                "/disabling/" + i, "not_allowed", "tells of a key that is at its end already"));
      }
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
    AccountId account = access.account();
    Instant now = clock.instant();
    Panache.getEntityManager()
        .createNativeQuery(
            """
            insert into access_flag_policy (account_id, disabling, updated_at) values (?1, ?2, ?3)
            on conflict (account_id) do update set disabling = excluded.disabling, updated_at = excluded.updated_at""")
        .setParameter(1, account.uuid())
        .setParameter(
            2, wanted.disabling().stream().distinct().map(FlagKind::word).toArray(String[]::new))
        .setParameter(3, now)
        .executeUpdate();
    events.fire(
        new FlagPolicyChanged(account, access.actor(), Subject.of("account", account, null), now));
    return policyOf(account);
  }

  private static FlagPolicyView policyOf(AccountId account) {
    return view(FlagPolicy.of(account).map(Objects::requireNonNull).orElseThrow());
  }

  private static FlagPolicyView view(FlagPolicy policy) {
    return new FlagPolicyView(
        policy.disabling.stream().flatMap(kind -> FlagKind.named(kind).stream()).toList());
  }
}
