package dev.belfry.notify.webhook;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * How fast a webhook wants its news; over the rate they wait, and none is lost.
 *
 * @param messages so many at most within the window; 0, the default, for as many as there are
 * @param windowSeconds default 60
 * @param digestSeconds what comes within it goes as one message of type {@code digest}; 0, the
 *     default, for each by itself
 */
@RegisterForReflection
public record WebhookPace(
    @Min(0) @Max(10_000) @Nullable Integer messages,
    @Min(1) @Max(86_400) @Nullable Integer windowSeconds,
    @Min(0) @Max(86_400) @Nullable Integer digestSeconds) {
  private static final int WINDOW = 60;

  static WebhookPace of(Webhook webhook) {
    return new WebhookPace(webhook.paceMessages, webhook.paceWindowSeconds, webhook.digestSeconds);
  }

  void put(Webhook webhook) {
    webhook.paceMessages = messages == null ? 0 : messages;
    webhook.paceWindowSeconds = windowSeconds == null ? WINDOW : windowSeconds;
    webhook.digestSeconds = digestSeconds == null ? 0 : digestSeconds;
  }
}
