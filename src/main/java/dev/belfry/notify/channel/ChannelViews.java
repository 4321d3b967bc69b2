package dev.belfry.notify.channel;

import dev.belfry.access.grant.ReachSpec;
import dev.belfry.access.people.MemberId;
import dev.belfry.notify.Ledger;
import dev.belfry.notify.gate.Health;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Channels with their secrets masked. */
@ApplicationScoped
class ChannelViews {
  private final ChannelVault vault;
  private final Ledger ledger;
  private final Kinds kinds;

  ChannelViews(ChannelVault vault, Ledger ledger, Kinds kinds) {
    this.kinds = kinds;
    this.vault = vault;
    this.ledger = ledger;
  }

  ChannelView of(StoredChannel channel) {
    return all(new AccountId(channel.accountId), List.of(channel)).getFirst();
  }

  /** In their order, with what belongs to them read at once. */
  List<ChannelView> all(AccountId account, List<StoredChannel> channels) {
    Map<UUID, Health> health =
        ledger.health(account, channels.stream().map(channel -> channel.id).toList());
    return channels.stream()
        .map(channel -> view(channel, health.getOrDefault(channel.id, Health.UNKNOWN)))
        .toList();
  }

  private ChannelView view(StoredChannel channel, Health health) {
    return new ChannelView(
        new ChannelId(channel.id),
        channel.name,
        channel.kind,
        masked(channel),
        channel.enabled,
        channel.disabledReason,
        kinds.waitsFor(channel),
        channel.labels,
        rate(channel),
        channel.digestSeconds,
        channel.description,
        new MemberId(channel.ownerId),
        ReachSpec.of(channel.reach),
        health,
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
