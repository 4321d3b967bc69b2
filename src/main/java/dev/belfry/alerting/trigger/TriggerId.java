package dev.belfry.alerting.trigger;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A trigger. */
public record TriggerId(UUID uuid) implements Id {
  private static final String PREFIX = "trg";

  @JsonCreator
  public static TriggerId fromString(String text) {
    return new TriggerId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
