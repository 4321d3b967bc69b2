package dev.belfry.account.group;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A group of an account. */
public record GroupId(UUID uuid) implements Id {
  private static final String PREFIX = "grp";

  @JsonCreator
  public static GroupId fromString(String text) {
    return new GroupId(TypeId.require(PREFIX, text));
  }

  public static @Nullable GroupId ofNullable(@Nullable UUID uuid) {
    return uuid == null ? null : new GroupId(uuid);
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
