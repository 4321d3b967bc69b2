package dev.belfry.notify.webhook;

import dev.belfry.access.grant.ReachSpec;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Changes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an edit did to a webhook, for the log book. Of its URL only the host is told. */
@ApplicationScoped
class WebhookHistory {
  private static final Set<String> SECRET = Set.of("url", "headers");

  private final WebhookVault vault;
  private final Changes changes;

  WebhookHistory(WebhookVault vault, Changes changes) {
    this.vault = vault;
    this.changes = changes;
  }

  /** A webhook at one moment, with what is secret in it, so that one sees whether it changed. */
  @RegisterForReflection
  record Moment(
      String host,
      String url,
      List<String> events,
      Map<String, String> headers,
      WebhookPace pace,
      boolean enabled,
      @Nullable String description,
      MemberId ownerId,
      List<ReachSpec> reach) {
    @Override
    public String toString() {
      return "Moment[" + host + "]";
    }
  }

  Moment moment(Webhook webhook) {
    return new Moment(
        URI.create(webhook.url).getHost(),
        webhook.url,
        webhook.events,
        vault.headers(webhook),
        WebhookPace.of(webhook),
        webhook.enabled,
        webhook.description,
        new MemberId(webhook.ownerId),
        ReachSpec.of(webhook.reach));
  }

  List<Change> between(@Nullable Moment before, @Nullable Moment after) {
    return changes.between(before, after, SECRET);
  }
}
