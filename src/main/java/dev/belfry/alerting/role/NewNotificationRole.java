package dev.belfry.alerting.role;

import dev.belfry.alerting.rota.RotaId;
import dev.belfry.notify.channel.ChannelId;
import dev.belfry.notify.webhook.WebhookId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role to be made, or what one is to become.
 *
 * @param rotaId whoever is on call by it
 * @param rotaLayer only in this layer, from 1; absent: in all
 */
@RegisterForReflection
public record NewNotificationRole(
    @NotBlank @Size(max = 200) String name,
    @Size(max = 1000) @Nullable String description,
    @Size(max = 50) @Nullable List<@NotNull ChannelId> channelIds,
    @Size(max = 50) @Nullable List<@NotNull WebhookId> webhookIds,
    @Nullable RotaId rotaId,
    @Min(1) @Max(10) @Nullable Integer rotaLayer) {
  List<ChannelId> channels() {
    return channelIds == null ? List.of() : channelIds;
  }

  List<WebhookId> webhooks() {
    return webhookIds == null ? List.of() : webhookIds;
  }
}
