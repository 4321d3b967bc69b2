package dev.belfry.alerting.role;

import dev.belfry.access.grant.ReachSpec;
import dev.belfry.access.people.MemberId;
import dev.belfry.alerting.book.Kept;
import dev.belfry.alerting.rota.RotaId;
import dev.belfry.notify.channel.ChannelId;
import dev.belfry.notify.webhook.WebhookId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A role of notification as shown.
 *
 * @param ownerId who made or changed it last
 * @param reach who sees less than this does not see the role
 */
@Schema(name = "NotificationRole")
public record NotificationRoleView(
    NotificationRoleId id,
    String name,
    @Nullable String description,
    List<ChannelId> channelIds,
    List<WebhookId> webhookIds,
    @Nullable RotaId rotaId,
    @Nullable Integer rotaLayer,
    MemberId ownerId,
    List<ReachSpec> reach,
    Instant createdAt,
    Instant updatedAt) {
  static NotificationRoleView of(Kept<NewNotificationRole> kept) {
    NewNotificationRole role = kept.body();
    return new NotificationRoleView(
        new NotificationRoleId(kept.id()),
        kept.name(),
        role.description(),
        role.channels(),
        role.webhooks(),
        role.rotaId(),
        role.rotaLayer(),
        kept.owner(),
        ReachSpec.of(kept.reach()),
        kept.createdAt(),
        kept.updatedAt());
  }
}
