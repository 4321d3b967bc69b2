package dev.belfry.notify.channel;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A channel to be made, or what one is to become.
 *
 * @param kind one of {@code GET /v1/channel-kinds}; stays as it is
 * @param settings the fields of the kind; {@code ***} keeps a secret that is stored
 * @param enabled default true
 * @param rate at most so many messages; what is more waits
 * @param digestSeconds news of this long come as one message; 0 or absent: each by itself
 */
@RegisterForReflection
public record NewChannel(
    @NotBlank @Size(max = 120) String name,
    @NotBlank @Size(max = 40) String kind,
    @Nullable Map<String, Object> settings,
    @Nullable Boolean enabled,
    @Size(max = 20)
        @Nullable Map<@Size(min = 1, max = 60) String, @NotNull @Size(max = 200) String> labels,
    @Valid @Nullable Rate rate,
    @Min(0) @Max(86_400) @Nullable Integer digestSeconds,
    @Size(max = 1000) @Nullable String description) {

  /** So many messages in each such time. */
  @RegisterForReflection
  @Schema(name = "ChannelRate")
  public record Rate(@Min(1) @Max(10_000) int messages, @Min(1) @Max(86_400) int windowSeconds) {}

  /** Without the settings, which may be secret. */
  @Override
  public String toString() {
    return "NewChannel[kind=" + kind + "]";
  }
}
