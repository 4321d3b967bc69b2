package dev.belfry.notify;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A message: the same for every endpoint and every attempt. */
public record MessageId(UUID uuid) implements Id {
  private static final String PREFIX = "msg";

  @JsonCreator
  public static MessageId fromString(String text) {
    return new MessageId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
