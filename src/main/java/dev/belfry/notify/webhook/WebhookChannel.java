package dev.belfry.notify.webhook;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.Standings;
import dev.belfry.account.category.CategoryDeleted;
import dev.belfry.account.group.GroupDeleted;
import dev.belfry.notify.Channel;
import dev.belfry.notify.Dispatch;
import dev.belfry.notify.Ledger;
import dev.belfry.notify.Letter;
import dev.belfry.notify.Notice;
import dev.belfry.notify.NoticeType;
import dev.belfry.notify.Pace;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.wire.Purpose;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Webhooks as the post office sees them. */
@ApplicationScoped
class WebhookChannel implements Channel {
  static final String KIND = "webhook";

  /** To one webhook only, whatever it subscribed to. */
  static final String TEST = "webhook.test";

  static final String DISABLED = "webhook_disabled";
  static final String DELETED = "webhook_deleted";
  private static final String OUT_OF_REACH = "out_of_reach";
  private static final String OWNER_LOST_RIGHT = "owner_lost_right";
  private static final String GONE = "gone";

  private final Access access;
  private final Standings standings;
  private final WebhookVault vault;
  private final WebhookPost post;
  private final Ledger ledger;
  private final Event<WebhookChanged> events;
  private final InstantSource clock;

  WebhookChannel(
      Access access,
      Standings standings,
      WebhookVault vault,
      WebhookPost post,
      Ledger ledger,
      Event<WebhookChanged> events,
      InstantSource clock) {
    this.access = access;
    this.standings = standings;
    this.vault = vault;
    this.post = post;
    this.ledger = ledger;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<UUID> recipients(Notice notice) {
    return Webhook.listening(notice.account(), notice.type(), notice.place());
  }

  @Override
  public Dispatch prepare(AccountId account, UUID endpoint, Letter letter) {
    Optional<Webhook> found = Webhook.known(account, endpoint);
    if (found.isEmpty()) {
      return new Dispatch.Held(DELETED);
    }
    Webhook webhook = found.get();
    boolean test = letter.type().equals(TEST);
    if (!webhook.enabled && !test) {
      return new Dispatch.Held(DISABLED);
    }
    // What is in a digest was looked at before it was put there.
    boolean anywhere = test || letter.type().equals(NoticeType.DIGEST);
    if (!anywhere && !webhook.reaches(letter.place())) {
      return new Dispatch.Held(OUT_OF_REACH);
    }
    if (!WebhookReach.stands(
        standings.rights(account, new MemberId(webhook.ownerId), webhook.keyId), webhook)) {
      return new Dispatch.Held(OWNER_LOST_RIGHT);
    }
    WebhookPost.Target target =
        new WebhookPost.Target(
            URI.create(webhook.url),
            vault.headers(webhook),
            vault.secrets(webhook, clock.instant()),
            Purpose.WEBHOOK);
    return new Dispatch.Ready(at -> post.send(target, letter, at));
  }

  @Override
  public void gone(AccountId account, UUID endpoint, Instant at) {
    Optional<Webhook> found = Webhook.locked(account, endpoint);
    if (found.isPresent() && found.get().enabled) {
      Webhook webhook = found.get();
      webhook.enabled = false;
      webhook.disabledReason = GONE;
      webhook.updatedAt = at;
      Webhook.flush();
      ledger.hold(account, endpoint, DISABLED);
      events.fire(WebhookChanged.of(webhook, Actor.SYSTEM, at, "webhook.disabled"));
    }
  }

  @Override
  public Optional<Pace> pace(AccountId account, UUID endpoint) {
    return Webhook.known(account, endpoint)
        .map(
            webhook ->
                new Pace(
                    webhook.paceMessages,
                    Duration.ofSeconds(webhook.paceWindowSeconds),
                    Duration.ofSeconds(webhook.digestSeconds)));
  }

  @Override
  public Set<UUID> within(Scope scope) {
    return Webhook.listed(access.account()).stream()
        .filter(webhook -> WebhookReach.contains(access, webhook, scope))
        .map(webhook -> webhook.id)
        .collect(Collectors.toSet());
  }

  @Override
  public String prefix() {
    return WebhookId.PREFIX;
  }

  void forget(@Observes CategoryDeleted event) {
    Webhook.forget(event.account(), event.category().uuid());
  }

  void forget(@Observes GroupDeleted event) {
    Webhook.forget(event.account(), event.group().uuid());
  }
}
