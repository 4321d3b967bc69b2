package dev.belfry.live;

import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** The id of an event of the stream. */
record ChangeId(UUID uuid) implements Id {
  private static final String PREFIX = "chg";

  static ChangeId fromString(String text) {
    return new ChangeId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
