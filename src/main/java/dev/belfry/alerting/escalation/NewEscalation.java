package dev.belfry.alerting.escalation;

import dev.belfry.alerting.role.NotificationRoleId;
import dev.belfry.notify.channel.ChannelId;
import dev.belfry.notify.webhook.WebhookId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An escalation to be made, or what one is to become.
 *
 * @param repeat how often all steps are gone through again; default 0
 * @param repeatAfterSeconds after the last step, default 300
 */
@RegisterForReflection
public record NewEscalation(
    @NotBlank @Size(max = 200) String name,
    @Size(max = 1000) @Nullable String description,
    @NotNull @Size(min = 1, max = 10) List<@Valid @NotNull Step> steps,
    @Min(0) @Max(9) @Nullable Integer repeat,
    @Min(60) @Max(604_800) @Nullable Integer repeatAfterSeconds) {

  /**
   * Who is rung.
   *
   * @param afterSeconds after the step before it; the first: after the trigger rings
   */
  @RegisterForReflection
  @Schema(name = "EscalationStep")
  public record Step(
      @Min(0) @Max(604_800) int afterSeconds,
      @Size(max = 20) @Nullable List<@NotNull NotificationRoleId> roleIds,
      @Size(max = 20) @Nullable List<@NotNull ChannelId> channelIds,
      @Size(max = 20) @Nullable List<@NotNull WebhookId> webhookIds) {
    public List<NotificationRoleId> roles() {
      return roleIds == null ? List.of() : roleIds;
    }

    public List<ChannelId> channels() {
      return channelIds == null ? List.of() : channelIds;
    }

    public List<WebhookId> webhooks() {
      return webhookIds == null ? List.of() : webhookIds;
    }
  }

  /** How often all steps are gone through. */
  public int rounds() {
    return repeat == null ? 1 : repeat + 1;
  }

  /** Between the last step of a round and the first of the next. */
  public int pause() {
    return repeatAfterSeconds == null ? 300 : repeatAfterSeconds;
  }
}
