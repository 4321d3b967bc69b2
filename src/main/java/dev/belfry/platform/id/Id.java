package dev.belfry.platform.id;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * An identifier of one kind of thing, so that two kinds cannot be swapped. Implemented by records
 * with one UUID and a static {@code fromString(String)}, which JAX-RS calls for path parameters.
 */
public interface Id {
  UUID uuid();

  /** The type prefix of the TypeID, such as {@code mon}. */
  String prefix();

  /** The TypeID, as clients see it. */
  @JsonValue
  default String text() {
    return TypeId.format(prefix(), uuid());
  }
}
