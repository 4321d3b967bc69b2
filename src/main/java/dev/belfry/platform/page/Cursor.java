package dev.belfry.platform.page;

import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.time.Times;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a list that only grows goes on: the time and id of the last row given. It holds nothing
 * secret and is checked like any other input.
 */
public record Cursor(Instant at, UUID id) {
  private static final int BYTES = Long.BYTES + Integer.BYTES + 2 * Long.BYTES;

  public String text() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(at.getEpochSecond()).putInt(at.getNano());
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * @throws Problem 400 when the text is no cursor
   */
  public static @Nullable Cursor parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() != BYTES) {
        throw new IllegalArgumentException("length");
      }
      Instant at = Times.checked(Instant.ofEpochSecond(bytes.getLong(), bytes.getInt()));
      return new Cursor(at, new UUID(bytes.getLong(), bytes.getLong()));
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw Problem.parameter("cursor", "is not one that this list gave");
    }
  }
}
