package dev.belfry.notify.webhook;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** A webhook of an account. */
public record WebhookId(UUID uuid) implements Id {
  static final String PREFIX = "whk";

  @JsonCreator
  public static WebhookId fromString(String text) {
    return new WebhookId(TypeId.require(PREFIX, text));
  }

  @Override
  public String prefix() {
    return PREFIX;
  }
}
