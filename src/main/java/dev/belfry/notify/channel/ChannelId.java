package dev.belfry.notify.channel;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A channel of an account. */
public record ChannelId(UUID uuid) implements Id {
  private static final String PREFIX = "chn";

  @JsonCreator
  public static ChannelId fromString(String text) {
    return new ChannelId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
