package dev.belfry.alerting.escalation;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** An escalation. */
public record EscalationId(UUID uuid) implements Id {
  private static final String PREFIX = "esc";

  @JsonCreator
  public static EscalationId fromString(String text) {
    return new EscalationId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
