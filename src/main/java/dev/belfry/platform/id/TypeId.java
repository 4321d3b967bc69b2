package dev.belfry.platform.id;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.util.Optional;
import java.util.UUID;

/**
 * TypeID 0.3: a lower-case prefix, an underscore, and the UUID as 26 characters of Crockford's base
 * 32. Source: the TypeID specification of jetify-com.
 */
public final class TypeId {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 26;
  private static final int BITS = 5;

  /** Apart, since a native image must not hold a generator that was seeded when it was built. */
  private static final class Uuids {
    static final TimeBasedEpochRandomGenerator GENERATOR =
        Generators.timeBasedEpochRandomGenerator();
  }

  private TypeId() {}

  /** A new UUIDv7: ordered by time, unguessable enough for an id, never a secret. */
  public static UUID next() {
    return Uuids.GENERATOR.generate();
  }

  public static String format(String prefix, UUID uuid) {
    char[] suffix = new char[LENGTH];
    long high = uuid.getMostSignificantBits();
    long low = uuid.getLeastSignificantBits();
    for (int i = LENGTH - 1; i >= 0; i--) {
      suffix[i] = ALPHABET.charAt((int) (low & 31));
      low = (low >>> BITS) | (high << (Long.SIZE - BITS));
      high >>>= BITS;
    }
    return prefix + '_' + new String(suffix);
  }

  /**
   * The UUID of a TypeID with just this prefix; empty for anything that {@link #format} would not
   * write.
   */
  public static Optional<UUID> parse(String prefix, String text) {
    int start = prefix.length() + 1;
    if (text.length() != start + LENGTH
        || !text.startsWith(prefix)
        || text.charAt(start - 1) != '_'
        || text.charAt(start) > '7') {
      return Optional.empty();
    }
    long high = 0;
    long low = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      high = (high << BITS) | (low >>> (Long.SIZE - BITS));
      low = (low << BITS) | digit;
    }
    return Optional.of(new UUID(high, low));
  }

  /**
   * As {@link #parse}, for path parameters and JSON. @throws IllegalArgumentException when it is
   * none
   */
  public static UUID require(String prefix, String text) {
    return parse(prefix, text)
        .orElseThrow(
            () -> new IllegalArgumentException("is not an id that starts with " + prefix + "_"));
  }
}
