package dev.belfry.access.credential;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** One login. */
public record SessionId(UUID uuid) implements Id {
  private static final String PREFIX = "ses";

  @JsonCreator
  public static SessionId fromString(String text) {
    return new SessionId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
