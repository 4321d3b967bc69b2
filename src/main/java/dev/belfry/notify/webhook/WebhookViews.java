package dev.belfry.notify.webhook;

import dev.belfry.access.grant.ReachSpec;
import dev.belfry.access.people.MemberId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Webhooks with their secrets left out. */
@ApplicationScoped
class WebhookViews {
  private final WebhookVault vault;

  WebhookViews(WebhookVault vault) {
    this.vault = vault;
  }

  WebhookView of(Webhook webhook) {
    return of(webhook, null);
  }

  WebhookView of(Webhook webhook, @Nullable WebhookSecret shown) {
    return new WebhookView(
        new WebhookId(webhook.id),
        shown == null ? null : shown.text(),
        webhook.url,
        webhook.description,
        webhook.events,
        masked(webhook),
        webhook.enabled,
        webhook.disabledReason,
        new MemberId(webhook.ownerId),
        ReachSpec.of(webhook.reach),
        webhook.previousUntil,
        webhook.createdAt,
        webhook.updatedAt);
  }

  /** What a merge patch is laid over. */
  NewWebhook editable(Webhook webhook) {
    return new NewWebhook(
        webhook.url, webhook.events, masked(webhook), webhook.enabled, webhook.description);
  }

  private Map<String, String> masked(Webhook webhook) {
    Map<String, String> masked = new LinkedHashMap<>(vault.headers(webhook));
    masked.replaceAll((name, value) -> WebhookRules.MASK);
    return masked;
  }
}
