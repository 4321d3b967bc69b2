package dev.belfry.platform.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** The tenant: everything that is kept belongs to one. */
public record AccountId(UUID uuid) implements Id {
  public static final String PREFIX = "acc";

  public static AccountId next() {
    return new AccountId(TypeId.next());
  }

  @JsonCreator
  public static AccountId fromString(String text) {
    return new AccountId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
