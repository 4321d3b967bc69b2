package dev.belfry.notify.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.Scope;
import dev.belfry.notify.AttemptView;
import dev.belfry.notify.DeliveryFilter;
import dev.belfry.notify.DeliveryId;
import dev.belfry.notify.DeliveryView;
import dev.belfry.notify.Express;
import dev.belfry.notify.Ledger;
import dev.belfry.notify.Notice;
import dev.belfry.platform.page.Stretch;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;

/** What was sent to a webhook, and sending by hand. */
@ApplicationScoped
public class WebhookDeliveries {
  private final Access access;
  private final Ledger ledger;
  private final Express express;
  private final Event<WebhookChanged> events;
  private final InstantSource clock;

  WebhookDeliveries(
      Access access,
      Ledger ledger,
      Express express,
      Event<WebhookChanged> events,
      InstantSource clock) {
    this.access = access;
    this.ledger = ledger;
    this.express = express;
    this.events = events;
    this.clock = clock;
  }

  @Transactional
  public Stretch<DeliveryView> list(WebhookId id, DeliveryFilter filter) {
    return ledger.list(access.account(), find(id, Scope.WEBHOOK_READ).id, filter);
  }

  /**
   * Sends it again, now, with the same message id. @throws Problem 409 when the webhook is disabled
   */
  @Transactional
  public DeliveryView replay(WebhookId id, DeliveryId delivery) {
    Webhook webhook = find(id, Scope.WEBHOOK_UPDATE);
    DeliveryView replayed = ledger.replay(access.account(), webhook.id, webhook.enabled, delivery);
    events.fire(WebhookChanged.of(webhook, access.actor(), clock.instant(), "webhook.replayed"));
    return replayed;
  }

  /**
   * Sends a message of type {@code webhook.test} to this webhook alone, enabled or not, and tells
   * what came of it.
   */
  public AttemptView test(WebhookId id) {
    return express.send(() -> postTest(id));
  }

  private Express.Ticket postTest(WebhookId id) {
    Webhook webhook = find(id, Scope.WEBHOOK_UPDATE);
    Instant now = clock.instant();
    var data = JsonNodeFactory.instance.objectNode();
    data.putObject("webhook").put("id", id.text());
    Express.Ticket ticket =
        express.post(
            new Notice(WebhookChannel.TEST, now, access.account(), Place.in(null), data),
            WebhookChannel.KIND,
            webhook.id);
    events.fire(WebhookChanged.of(webhook, access.actor(), now, "webhook.tested"));
    return ticket;
  }

  private Webhook find(WebhookId id, Scope scope) {
    Webhook webhook = Webhook.named(access.account(), id.uuid()).orElseThrow(Problem::notFound);
    WebhookReach.require(access, webhook, scope);
    return webhook;
  }
}
