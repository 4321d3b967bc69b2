package dev.belfry.statuspage.subscriber;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A subscriber of a status page. */
public record SubscriberId(UUID uuid) implements Id {
  static final String PREFIX = "sub";

  @JsonCreator
  public static SubscriberId fromString(String text) {
    return new SubscriberId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
