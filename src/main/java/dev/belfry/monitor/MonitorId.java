package dev.belfry.monitor;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A monitor. */
public record MonitorId(UUID uuid) implements Id {
  private static final String PREFIX = "mon";

  @JsonCreator
  public static MonitorId fromString(String text) {
    return new MonitorId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
