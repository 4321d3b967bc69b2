package dev.belfry.access.watch;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** Something suspicious that was noticed. */
public record FlagId(UUID uuid) implements Id {
  private static final String PREFIX = "flag";

  @JsonCreator
  public static FlagId fromString(String text) {
    return new FlagId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
