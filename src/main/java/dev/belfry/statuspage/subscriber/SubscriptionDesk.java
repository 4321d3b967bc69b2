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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What outsiders do with their subscriptions. */
@ApplicationScoped
class SubscriptionDesk {
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
    LATER
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
   * @param secret what requests are signed with, to whoever has just confirmed; else null
   */
  record Own(
      String address,
      PageLanguage language,
      boolean confirmed,
      @Nullable Set<UUID> components,
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
   * @param components ids as forms send them; those that the page does not have are left out
   */
  Asked ask(
      PublicPages.Door door,
      SubscriberKind kind,
      String address,
      PageLanguage language,
      @Nullable List<String> components) {
    if (!askers.admits(trace.address())) {
      return Asked.LATER;
    }
    try {
      List<UUID> some = chosen(door, components);
      return accounts.in(
          door.account(),
          () -> {
            subscriptions.ask(
                door.account(),
                door.id().uuid(),
                new Subscriptions.Wish(kind, address, some, language),
                Subscriptions.By.READER);
            return Asked.TAKEN;
          });
    } catch (Problem problem) {
      return problem.errors().isEmpty() ? Asked.LATER : Asked.WRONG_ADDRESS;
    }
  }

  /** Empty where the token is none, or of a subscription that is no more. */
  Optional<Own> act(
      PublicPages.Door door, @Nullable String token, Act act, @Nullable List<String> components) {
    UUID id = links.named(token).orElse(null);
    if (id == null || token == null) {
      return Optional.empty();
    }
    List<UUID> some = chosen(door, components);
    return accounts.in(
        door.account(),
        () ->
            Subscriber.locked(door.account(), door.id().uuid(), id)
                .filter(one -> links.proves(one, token))
                .map(one -> done(one, act, some)));
  }

  private Own done(Subscriber one, Act act, @Nullable List<UUID> components) {
    boolean begins = act == Act.CONFIRM && one.status != SubscriberStatus.CONFIRMED;
    switch (act) {
      case CONFIRM -> subscriptions.confirm(one, components);
      case CHANGE -> one.components = components;
      case UNSUBSCRIBE -> subscriptions.leave(one);
      case LOOK -> {}
    }
    return new Own(
        one.address,
        one.language,
        one.status == SubscriberStatus.CONFIRMED,
        one.components == null ? null : Set.copyOf(one.components),
        begins && one.kind == SubscriberKind.WEBHOOK ? subscriptions.secret(one).text() : null);
  }

  /** Nothing chosen is all of the page. */
  private @Nullable List<UUID> chosen(PublicPages.Door door, @Nullable List<String> components) {
    if (components == null || components.isEmpty()) {
      return null;
    }
    Set<String> wanted = Set.copyOf(components);
    List<UUID> some =
        content(door, PublicPages.Content::parts).stream()
            .map(PublicPages.Part::id)
            .filter(id -> wanted.contains(id.text()))
            .map(ComponentId::uuid)
            .toList();
    return some.isEmpty() ? null : some;
  }

  <T> T content(PublicPages.Door door, Function<PublicPages.Content, T> use) {
    return use.apply(
        accounts.in(door.account(), () -> pages.content(door)).orElseThrow(Problem::notFound));
  }
}
