package dev.belfry.notify.webhook;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * A webhook was created, updated, disabled by its receiver, deleted, tested, its secret rotated, a
 * delivery replayed.
 */
public record WebhookChanged(
    AccountId account,
    Actor actor,
    Subject subject,
    Instant at,
    String action,
    List<Change> changes)
    implements DomainEvent {

  /** Named by its host: path and query of the URL may be secret. */
  static WebhookChanged of(Webhook webhook, Actor actor, Instant at, String action) {
    return of(webhook, actor, at, action, List.of());
  }

  static WebhookChanged of(
      Webhook webhook, Actor actor, Instant at, String action, List<Change> changes) {
    Subject subject =
        Subject.of("webhook", new WebhookId(webhook.id), URI.create(webhook.url).getHost());
    return new WebhookChanged(
        new AccountId(webhook.accountId), actor, subject, at, action, changes);
  }
}
