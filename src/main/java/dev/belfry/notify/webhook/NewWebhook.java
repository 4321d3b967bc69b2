package dev.belfry.notify.webhook;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook to be made, or what one is to become.
 *
 * @param url https, or http to a private network
 * @param events types of news; absent: all that there are today
 * @param headers of the request, beside ours; {@code ***} keeps the value that is stored
 * @param enabled default true
 * @param pace absent: each at once and by itself
 */
@RegisterForReflection
public record NewWebhook(
    @NotBlank @Size(max = 2048) String url,
    @Size(min = 1, max = 50) @Nullable List<@NotNull @Size(max = 60) String> events,
    @Size(max = 20)
        @Nullable Map<@Size(max = 100) String, @NotNull @Size(max = 2000) String> headers,
    @Nullable Boolean enabled,
    @Size(max = 1000) @Nullable String description,
    @Valid @Nullable WebhookPace pace) {

  /** Without headers and URL, which may be secret. */
  @Override
  public String toString() {
    return "NewWebhook[events=" + events + ", enabled=" + enabled + "]";
  }
}
