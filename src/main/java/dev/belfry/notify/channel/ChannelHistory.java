package dev.belfry.notify.channel;

import dev.belfry.access.grant.ReachSpec;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Changes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an edit did to a channel, for the log book. */
@ApplicationScoped
class ChannelHistory {
  private static final Set<String> SECRET = Set.of("secrets");

  private final ChannelVault vault;
  private final Changes changes;

  ChannelHistory(ChannelVault vault, Changes changes) {
    this.vault = vault;
    this.changes = changes;
  }

  /** A channel at one moment, with what is secret in it, so that one sees whether it changed. */
  @RegisterForReflection
  record Moment(
      String name,
      String kind,
      Map<String, Object> settings,
      Map<String, Object> secrets,
      Map<String, String> labels,
      boolean enabled,
      @Nullable Integer rateMessages,
      @Nullable Integer rateWindowSeconds,
      @Nullable Integer digestSeconds,
      @Nullable String description,
      MemberId ownerId,
      List<ReachSpec> reach) {
    @Override
    public String toString() {
      return "Moment[" + name + "]";
    }
  }

  Moment moment(StoredChannel channel) {
    return new Moment(
        channel.name,
        channel.kind,
        channel.settings,
        vault.secrets(channel),
        channel.labels,
        channel.enabled,
        channel.rateMessages,
        channel.rateWindowSeconds,
        channel.digestSeconds,
        channel.description,
        new MemberId(channel.ownerId),
        ReachSpec.of(channel.reach));
  }

  List<Change> between(@Nullable Moment before, @Nullable Moment after) {
    return changes.between(before, after, SECRET);
  }
}
