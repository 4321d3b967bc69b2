package dev.belfry.statuspage.subscriber;

import dev.belfry.incident.page.ComponentId;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.mail.Mailer;
import dev.belfry.platform.problem.Problem;
import dev.belfry.statuspage.PageAddresses;
import dev.belfry.statuspage.PageLanguage;
import dev.belfry.statuspage.PublicPages;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What outsiders do with their subscriptions. */
@ApplicationScoped
class SubscriptionDesk {
  /** Letters to readers are counted by the hour. */
  private static final Duration BUDGETS = Duration.ofHours(1);

  private final Accounts accounts;
  private final PublicPages pages;
  private final PageAddresses addresses;
  private final Subscriptions subscriptions;
  private final SubscriptionLinks links;
  private final Askers askers;
  private final Mailer mailer;
  private final RequestTrace trace;

  SubscriptionDesk(
      Accounts accounts,
      PublicPages pages,
      PageAddresses addresses,
      Subscriptions subscriptions,
      SubscriptionLinks links,
      Askers askers,
      Mailer mailer,
      RequestTrace trace) {
    this.accounts = accounts;
    this.pages = pages;
    this.addresses = addresses;
    this.subscriptions = subscriptions;
    this.links = links;
    this.askers = askers;
    this.mailer = mailer;
    this.trace = trace;
  }

  /** What came of asking. */
  enum Asked {
    TAKEN,
    WRONG_ADDRESS,
    UNKNOWN_COMPONENT,
    LATER
  }

  /**
   * The same.
   *
   * @param pause after which it is worth asking again; zero where it was not too often
   */
  record Outcome(Asked asked, Duration pause) {
    private static Outcome of(Asked asked) {
      return new Outcome(asked, Duration.ZERO);
    }
  }

  /** What somebody does with his own. */
  enum Act {
    LOOK,
    CONFIRM,
    CHANGE,
    UNSUBSCRIBE
  }

  /**
   * A subscription as its owner sees it.
   *
   * @param components null for all
   * @param refused whether nothing was done, since he chose a component that the page does not have
   * @param secret what requests are signed with, to whoever has just confirmed; else null
   */
  record Own(
      String address,
      PageLanguage language,
      boolean confirmed,
      @Nullable Set<UUID> components,
      boolean refused,
      @Nullable String secret) {
    /** Neither who nor the secret. */
    @Override
    public String toString() {
      return "Own";
    }
  }

  /** Whether readers of a page may ask, by this way. */
  boolean offers(PublicPages.Door door, SubscriberKind kind) {
    boolean allowed =
        kind == SubscriberKind.EMAIL
            ? door.allowsEmail() && mailer.configured()
            : door.allowsWebhooks();
    return allowed && addresses.of(door).isPresent();
  }

  /**
   * Always the same for addresses that are known and others.
   *
   * @param components ids as forms send them
   */
  Outcome ask(
      PublicPages.Door door,
      SubscriberKind kind,
      String address,
      PageLanguage language,
      @Nullable List<String> components) {
    Duration wait = askers.take(trace.address());
    if (!wait.isZero()) {
      return new Outcome(Asked.LATER, wait);
    }
    Chosen chosen = chosen(door, components);
    if (chosen.more()) {
      return Outcome.of(Asked.UNKNOWN_COMPONENT);
    }
    try {
      return accounts.in(
          door.account(),
          () -> {
            subscriptions.ask(
                door.account(),
                door.id().uuid(),
                new Subscriptions.Wish(kind, address, chosen.some(), language),
                Subscriptions.By.READER);
            return Outcome.of(Asked.TAKEN);
          });
    } catch (Problem problem) {
      return problem.errors().isEmpty()
          ? new Outcome(Asked.LATER, BUDGETS)
          : Outcome.of(Asked.WRONG_ADDRESS);
    }
  }

  /** Empty where the token is none, or of a subscription that is no more. */
  Optional<Own> act(
      PublicPages.Door door, @Nullable String token, Act act, @Nullable List<String> components) {
    UUID id = links.named(token).orElse(null);
    if (id == null || token == null) {
      return Optional.empty();
    }
    Chosen chosen = act == Act.CONFIRM || act == Act.CHANGE ? chosen(door, components) : Chosen.ALL;
    return accounts.in(
        door.account(),
        () ->
            Subscriber.locked(door.account(), door.id().uuid(), id)
                .filter(one -> links.proves(one, token))
                .map(one -> done(one, act, chosen)));
  }

  private Own done(Subscriber one, Act wanted, Chosen chosen) {
    Act act = chosen.more() ? Act.LOOK : wanted;
    boolean begins = act == Act.CONFIRM && one.status != SubscriberStatus.CONFIRMED;
    switch (act) {
      case CONFIRM -> subscriptions.confirm(one, chosen.some());
      case CHANGE -> one.components = chosen.some();
      case UNSUBSCRIBE -> subscriptions.leave(one);
      case LOOK -> {}
    }
    return new Own(
        one.address,
        one.language,
        one.status == SubscriberStatus.CONFIRMED,
        one.components == null ? null : Set.copyOf(one.components),
        chosen.more(),
        begins && one.kind == SubscriberKind.WEBHOOK ? subscriptions.secret(one).text() : null);
  }

  /**
   * What somebody chose.
   *
   * @param some null for all of the page
   * @param more whether there was something that the page does not have
   */
  private record Chosen(@Nullable List<UUID> some, boolean more) {
    private static final Chosen ALL = new Chosen(null, false);
  }

  /** Nothing chosen is all of the page. */
  private Chosen chosen(PublicPages.Door door, @Nullable List<String> components) {
    Set<String> wanted =
        components == null
            ? Set.of()
            : components.stream().filter(id -> !id.isBlank()).collect(Collectors.toSet());
    if (wanted.isEmpty()) {
      return Chosen.ALL;
    }
    List<UUID> some =
        content(door, PublicPages.Content::parts).stream()
            .map(PublicPages.Part::id)
            .filter(id -> wanted.contains(id.text()))
            .map(ComponentId::uuid)
            .toList();
    return new Chosen(some, some.size() < wanted.size());
  }

  <T> T content(PublicPages.Door door, Function<PublicPages.Content, T> use) {
    return use.apply(
        accounts.in(door.account(), () -> pages.content(door)).orElseThrow(Problem::notFound));
  }
}
