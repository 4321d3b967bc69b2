package dev.belfry.incident;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** An incident. */
public record IncidentId(UUID uuid) implements Id {
  private static final String PREFIX = "inc";

  @JsonCreator
  public static IncidentId fromString(String text) {
    return new IncidentId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
