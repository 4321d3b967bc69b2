package dev.belfry.statuspage;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A status page. */
public record StatusPageId(UUID uuid) implements Id {
  private static final String PREFIX = "spg";

  @JsonCreator
  public static StatusPageId fromString(String text) {
    return new StatusPageId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
