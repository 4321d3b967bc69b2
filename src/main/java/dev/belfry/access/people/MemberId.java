package dev.belfry.access.people;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A person in an account: the owner of keys and sessions. */
public record MemberId(UUID uuid) implements Id {
  private static final String PREFIX = "mem";

  @JsonCreator
  public static MemberId fromString(String text) {
    return new MemberId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
