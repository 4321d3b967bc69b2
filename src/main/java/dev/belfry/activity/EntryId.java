package dev.belfry.activity;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A line of the log book. */
record EntryId(UUID uuid) implements Id {
  private static final String PREFIX = "act";

  @JsonCreator
  static EntryId fromString(String text) {
    return new EntryId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
