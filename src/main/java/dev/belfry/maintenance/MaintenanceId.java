package dev.belfry.maintenance;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A maintenance window of an account. */
public record MaintenanceId(UUID uuid) implements Id {
  private static final String PREFIX = "mnt";

  @JsonCreator
  public static MaintenanceId fromString(String text) {
    return new MaintenanceId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
