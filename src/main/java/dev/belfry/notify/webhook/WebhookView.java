package dev.belfry.notify.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belfry.access.grant.ReachSpec;
import dev.belfry.access.people.MemberId;
import dev.belfry.notify.gate.Health;
import dev.belfry.platform.json.ShownOnce;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as shown.
 *
 * @param secret in the answer to its making or rotation, and never again
 * @param headers names with masked values
 * @param disabledReason {@code gone} when the receiver answered 410
 * @param ownerId for whom it acts
 * @param reach of which categories and groups it tells: what lies in one of these pairs
 * @param health whether news arrive there
 * @param previousSecretUntil until then the secret before the last rotation signs too
 */
@Schema(name = "Webhook")
public record WebhookView(
    WebhookId id,
    @ShownOnce @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret,
    String url,
    @Nullable String description,
    List<String> events,
    Map<String, String> headers,
    WebhookPace pace,
    boolean enabled,
    @Nullable String disabledReason,
    MemberId ownerId,
    List<ReachSpec> reach,
    @Nullable Instant previousSecretUntil,
    Health health,
    Instant createdAt,
    Instant updatedAt) {

  /** Without the secret and the URL. */
  @Override
  public String toString() {
    return "WebhookView[" + id.text() + "]";
  }
}
