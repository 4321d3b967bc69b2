package dev.belfry.alerting.role;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A role of notification. */
public record NotificationRoleId(UUID uuid) implements Id {
  private static final String PREFIX = "nrol";

  @JsonCreator
  public static NotificationRoleId fromString(String text) {
    return new NotificationRoleId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
