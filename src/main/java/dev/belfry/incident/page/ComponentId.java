package dev.belfry.incident.page;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A component of a status page, as incidents know it; outsiders see it. */
public record ComponentId(UUID uuid) implements Id {
  private static final String PREFIX = "cmp";

  @JsonCreator
  public static ComponentId fromString(String text) {
    return new ComponentId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
