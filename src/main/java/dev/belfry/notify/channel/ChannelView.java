package dev.belfry.notify.channel;

import dev.belfry.access.grant.ReachSpec;
import dev.belfry.access.people.MemberId;
import dev.belfry.notify.gate.Health;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A channel as shown.
 *
 * @param settings secret ones are masked
 * @param disabledReason {@code gone} when the receiver said that it is there no more
 * @param waitsFor why nothing is sent there yet: {@code address_unconfirmed} until the owner of a
 *     mail address has said that he wants news, {@code address_unasked} where no letter has asked
 *     him, as too many were written within the hour
 * @param ownerId for whom it acts
 * @param reach of which categories and groups it may carry news: what lies in one of these pairs
 * @param health whether news arrive there
 */
@Schema(name = "Channel")
public record ChannelView(
    ChannelId id,
    String name,
    String kind,
    Map<String, Object> settings,
    boolean enabled,
    @Nullable String disabledReason,
    @Nullable String waitsFor,
    Map<String, String> labels,
    NewChannel.@Nullable Rate rate,
    @Nullable Integer digestSeconds,
    @Nullable String description,
    MemberId ownerId,
    List<ReachSpec> reach,
    Health health,
    Instant createdAt,
    Instant updatedAt) {

  /** Without the settings. */
  @Override
  public String toString() {
    return "ChannelView[" + id.text() + "]";
  }
}
