package dev.belfry.access.people;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A named list of grants in an account. */
public record RoleId(UUID uuid) implements Id {
  private static final String PREFIX = "rol";

  @JsonCreator
  public static RoleId fromString(String text) {
    return new RoleId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
