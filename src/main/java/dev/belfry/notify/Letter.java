package dev.belfry.notify;

import dev.belfry.access.grant.Place;

/**
 * A message to be sent.
 *
 * @param place where it happened
 * @param body the text, exactly as it leaves
 */
public record Letter(MessageId id, String type, Place place, String body) {
  /** Without the body, which is for its receiver. */
  @Override
  public String toString() {
    return type + " " + id.text();
  }
}
