package dev.belfry.alerting.rota;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A rota. */
public record RotaId(UUID uuid) implements Id {
  private static final String PREFIX = "rota";

  @JsonCreator
  public static RotaId fromString(String text) {
    return new RotaId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
