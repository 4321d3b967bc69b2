package dev.belfry.notify;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** One message to one endpoint. */
public record DeliveryId(UUID uuid) implements Id {
  private static final String PREFIX = "dlv";

  @JsonCreator
  public static DeliveryId fromString(String text) {
    return new DeliveryId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
