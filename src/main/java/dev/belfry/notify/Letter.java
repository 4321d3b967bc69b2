package dev.belfry.notify;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to be sent.
 *
 * @param body the text, exactly as it leaves
 */
public record Letter(MessageId id, String type, @Nullable UUID category, String body) {
  /** Without the body, which is for its receiver. */
  @Override
  public String toString() {
    return type + " " + id.text();
  }
}
