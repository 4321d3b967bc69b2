package dev.belfry.access.sso;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A mapping of a group to a role. */
public record MappingId(UUID uuid) implements Id {
  private static final String PREFIX = "map";

  @JsonCreator
  public static MappingId fromString(String text) {
    return new MappingId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
