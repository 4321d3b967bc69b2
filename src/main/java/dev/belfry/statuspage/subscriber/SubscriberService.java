package dev.belfry.statuspage.subscriber;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.notify.DeliveryFilter;
import dev.belfry.notify.DeliveryView;
import dev.belfry.notify.Ledger;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.mail.Mailer;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.page.Stretch;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.problem.Violation;
import dev.belfry.statuspage.PageAddresses;
import dev.belfry.statuspage.PublicPages;
import dev.belfry.statuspage.StatusPageId;
import dev.belfry.statuspage.StatusPageService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Subscribers for whoever edits the page. */
@ApplicationScoped
@Transactional
public class SubscriberService {
  private final Access access;
  private final StatusPageService pages;
  private final PublicPages doors;
  private final PageAddresses addresses;
  private final Subscriptions subscriptions;
  private final Ledger ledger;
  private final Mailer mailer;
  private final InstantSource clock;

  SubscriberService(
      Access access,
      StatusPageService pages,
      PublicPages doors,
      PageAddresses addresses,
      Subscriptions subscriptions,
      Ledger ledger,
      Mailer mailer,
      InstantSource clock) {
    this.access = access;
    this.pages = pages;
    this.doors = doors;
    this.addresses = addresses;
    this.subscriptions = subscriptions;
    this.ledger = ledger;
    this.mailer = mailer;
    this.clock = clock;
  }

  /** Newest first. */
  public Page<SubscriberView> list(
      StatusPageId page, @Nullable SubscriberStatus status, PageRequest request) {
    pages.require(page, Scope.STATUSPAGE_READ);
    AccountId account = access.account();
    boolean whole = pages.allows(page, Scope.STATUSPAGE_UPDATE);
    return Page.of(
        Subscriber.listed(account, page, status, request.index(), request.limit).stream()
            .map(one -> SubscriberView.of(one, whole))
            .toList(),
        request,
        Subscriber.number(account, page.uuid(), status));
  }

  public SubscriberView get(StatusPageId page, SubscriberId id) {
    pages.require(page, Scope.STATUSPAGE_READ);
    return SubscriberView.of(find(page, id), pages.allows(page, Scope.STATUSPAGE_UPDATE));
  }

  /**
   * Asks at the address whether it wants to hear of the page. Of one that was asked within the hour
   * what is wanted is kept, and no second letter is written.
   *
   * @throws Problem 409 where the address subscribes already, where letters cannot leave or lead
   *     back, or where too many were asked; 422 for an address that is none and for components that
   *     the page does not have
   */
  public SubscriberView add(StatusPageId page, NewSubscriber wanted) {
    pages.require(page, Scope.STATUSPAGE_UPDATE);
    AccountId account = access.account();
    PublicPages.Door door = doors.find(account, page).orElseThrow(Problem::notFound);
    requireWay(door, wanted.kind());
    List<UUID> components = components(door, wanted.components());
    Subscriptions.Wish wish =
        new Subscriptions.Wish(
            wanted.kind(),
            wanted.address(),
            components,
            Objects.requireNonNullElse(wanted.language(), door.language()));
    if (subscriptions.confirmed(account, page.uuid(), wish)) {
      throw Problem.of(
          ProblemType.TAKEN,
          "The address subscribes to the page already.",
          List.of(Violation.at("/address", "taken", "is subscribed")));
    }
    Subscriptions.Asked asked =
        subscriptions.ask(account, page.uuid(), wish, Subscriptions.By.MEMBER);
    switch (asked.how()) {
      case FIRST -> tell(asked.one(), "added");
      case AGAIN -> tell(asked.one(), "asked_again");
      case LATELY -> {}
    }
    return SubscriberView.of(asked.one(), true);
  }

  private void tell(Subscriber one, String what) {
    subscriptions.tell(one, access.actor(), clock.instant(), "status_page_subscriber." + what);
  }

  private void requireWay(PublicPages.Door door, SubscriberKind kind) {
    if (addresses.of(door).isEmpty()) {
      throw Problem.of(
          ProblemType.CONFLICT,
          "Letters to subscribers have links, and Belfry does not know its own address: set"
              + " belfry.statuspage.public-url, or prove a domain of the page.");
    }
    if (kind == SubscriberKind.EMAIL && !mailer.configured()) {
      throw Problem.of(
          ProblemType.CONFLICT, "Mail is off: no mail server is set (belfry.mail.host).");
    }
  }

  private @Nullable List<UUID> components(
      PublicPages.Door door, @Nullable List<ComponentId> wanted) {
    if (wanted == null) {
      return null;
    }
    Set<ComponentId> there =
        doors.content(door).stream()
            .flatMap(content -> content.parts().stream())
            .map(PublicPages.Part::id)
            .collect(Collectors.toSet());
    List<Violation> wrong = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      if (!there.contains(wanted.get(i))) {
        wrong.add(Violation.at("/components/" + i, "unknown", "is no component of this page"));
      }
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
    return wanted.stream().map(ComponentId::uuid).distinct().toList();
  }

  /** It is told nothing any more, and nothing is kept of it. */
  public void delete(StatusPageId page, SubscriberId id) {
    pages.require(page, Scope.STATUSPAGE_UPDATE);
    Subscriber one =
        Subscriber.locked(access.account(), page.uuid(), id.uuid()).orElseThrow(Problem::notFound);
    subscriptions.remove(one, access.actor());
  }

  /** What was sent to it, newest first. */
  public Stretch<DeliveryView> deliveries(
      StatusPageId page, SubscriberId id, DeliveryFilter filter) {
    pages.require(page, Scope.STATUSPAGE_READ);
    return ledger.list(access.account(), find(page, id).id, filter);
  }

  private Subscriber find(StatusPageId page, SubscriberId id) {
    return Subscriber.named(access.account(), id.uuid())
        .filter(one -> one.pageId.equals(page.uuid()))
        .orElseThrow(Problem::notFound);
  }
}
