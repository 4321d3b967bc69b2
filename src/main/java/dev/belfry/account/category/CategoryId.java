package dev.belfry.account.category;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A category of an account. */
public record CategoryId(UUID uuid) implements Id {
  private static final String PREFIX = "cat";

  @JsonCreator
  public static CategoryId fromString(String text) {
    return new CategoryId(TypeId.require(PREFIX, text));
  }

  public static @Nullable CategoryId ofNullable(@Nullable UUID uuid) {
    return uuid == null ? null : new CategoryId(uuid);
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
