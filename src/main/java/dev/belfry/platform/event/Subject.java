package dev.belfry.platform.event;

import dev.belfry.platform.id.Id;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What it was done to.
 *
 * @param type the noun of the API, such as {@code monitor}
 * @param id the TypeID; null where the subject is a route or the account as a whole
 * @param category the category in which it lay when it happened, for who may read of it
 */
public record Subject(
    String type, @Nullable String id, @Nullable String name, @Nullable UUID category) {
  public static Subject of(String type, Id id, @Nullable String name) {
    return new Subject(type, id.text(), name, null);
  }
}
