package dev.belfry.incident;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A line in the story of an incident. */
public record UpdateId(UUID uuid) implements Id {
  private static final String PREFIX = "upd";

  @JsonCreator
  public static UpdateId fromString(String text) {
    return new UpdateId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
