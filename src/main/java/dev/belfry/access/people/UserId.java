package dev.belfry.access.people;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A person, in the whole installation. */
public record UserId(UUID uuid) implements Id {
  private static final String PREFIX = "usr";

  @JsonCreator
  public static UserId fromString(String text) {
    return new UserId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
