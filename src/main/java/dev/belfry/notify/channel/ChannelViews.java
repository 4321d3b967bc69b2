package dev.belfry.notify.channel;

import dev.belfry.access.grant.ReachSpec;
import dev.belfry.access.people.MemberId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Channels with their secrets masked. */
@ApplicationScoped
class ChannelViews {
  private final ChannelVault vault;

  ChannelViews(ChannelVault vault) {
    this.vault = vault;
  }

  ChannelView of(StoredChannel channel) {
    return new ChannelView(
        new ChannelId(channel.id),
        channel.name,
        channel.kind,
        masked(channel),
        channel.enabled,
        channel.disabledReason,
        channel.labels,
        rate(channel),
        channel.digestSeconds,
        channel.description,
        new MemberId(channel.ownerId),
        ReachSpec.of(channel.reach),
        channel.createdAt,
        channel.updatedAt);
  }

  /** What a merge patch is laid over. */
  NewChannel editable(StoredChannel channel) {
    return new NewChannel(
        channel.name,
        channel.kind,
        masked(channel),
        channel.enabled,
        channel.labels,
        rate(channel),
        channel.digestSeconds,
        channel.description);
  }

  private static NewChannel.@Nullable Rate rate(StoredChannel channel) {
    Integer messages = channel.rateMessages;
    Integer window = channel.rateWindowSeconds;
    return messages == null || window == null ? null : new NewChannel.Rate(messages, window);
  }

  private Map<String, Object> masked(StoredChannel channel) {
    Map<String, Object> masked = new LinkedHashMap<>(channel.settings);
    vault.secrets(channel).forEach((name, value) -> masked.put(name, masked(value)));
    return masked;
  }

  /** Names of headers are no secret. */
  private static Object masked(Object value) {
    if (value instanceof Map<?, ?> pairs) {
      Map<String, Object> masked = new LinkedHashMap<>();
      pairs.keySet().forEach(name -> masked.put(String.valueOf(name), Field.MASK));
      return masked;
    }
    return Field.MASK;
  }
}
