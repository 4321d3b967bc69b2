package dev.belfry.notify.webhook;

import dev.belfry.access.grant.ReachSpec;
import dev.belfry.access.people.MemberId;
import dev.belfry.notify.Ledger;
import dev.belfry.notify.gate.Health;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Webhooks with their secrets left out. */
@ApplicationScoped
class WebhookViews {
  private final WebhookVault vault;
  private final Ledger ledger;

  WebhookViews(WebhookVault vault, Ledger ledger) {
    this.vault = vault;
    this.ledger = ledger;
  }

  /** Some, with what belongs to them read at once. */
  List<WebhookView> of(List<Webhook> webhooks) {
    if (webhooks.isEmpty()) {
      return List.of();
    }
    Map<UUID, Health> health =
        ledger.health(
            new AccountId(webhooks.getFirst().accountId),
            webhooks.stream().map(webhook -> webhook.id).toList());
    return webhooks.stream()
        .map(webhook -> view(webhook, null, health.getOrDefault(webhook.id, Health.UNKNOWN)))
        .toList();
  }

  WebhookView of(Webhook webhook) {
    return of(List.of(webhook)).getFirst();
  }

  /** With its secret, which nobody is shown again. */
  WebhookView of(Webhook webhook, WebhookSecret shown) {
    Health health =
        ledger
            .health(new AccountId(webhook.accountId), List.of(webhook.id))
            .getOrDefault(webhook.id, Health.UNKNOWN);
    return view(webhook, shown, health);
  }

  private WebhookView view(Webhook webhook, @Nullable WebhookSecret shown, Health health) {
    return new WebhookView(
        new WebhookId(webhook.id),
        shown == null ? null : shown.text(),
        webhook.url,
        webhook.description,
        webhook.events,
        masked(webhook),
        WebhookPace.of(webhook),
        webhook.enabled,
        webhook.disabledReason,
        new MemberId(webhook.ownerId),
        ReachSpec.of(webhook.reach),
        webhook.previousUntil,
        health,
        webhook.createdAt,
        webhook.updatedAt);
  }

  /** What a merge patch is laid over. */
  NewWebhook editable(Webhook webhook) {
    return new NewWebhook(
        webhook.url,
        webhook.events,
        masked(webhook),
        webhook.enabled,
        webhook.description,
        WebhookPace.of(webhook));
  }

  private Map<String, String> masked(Webhook webhook) {
    Map<String, String> masked = new LinkedHashMap<>(vault.headers(webhook));
    masked.replaceAll((name, value) -> WebhookRules.MASK);
    return masked;
  }
}
