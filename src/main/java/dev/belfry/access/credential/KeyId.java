package dev.belfry.access.credential;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** An API key, as it may be named to anybody who may know of it. */
public record KeyId(UUID uuid) implements Id {
  private static final String PREFIX = "key";

  @JsonCreator
  public static KeyId fromString(String text) {
    return new KeyId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
