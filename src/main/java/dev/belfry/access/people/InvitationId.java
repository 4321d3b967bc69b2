package dev.belfry.access.people;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** The offer to become a member of an account. */
public record InvitationId(UUID uuid) implements Id {
  private static final String PREFIX = "inv";

  @JsonCreator
  public static InvitationId fromString(String text) {
    return new InvitationId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
