package dev.belfry.monitor.standing;

import static java.util.Objects.requireNonNullElse;

import org.jspecify.annotations.Nullable;

/**
 * So many of the last so many looks, as "3 of the last 5"; with equal numbers, so many in a row.
 *
 * @param looks from 1 to {@code of}
 * @param of at most {@link History#LENGTH}
 */
public record Enough(int looks, int of) {
  public Enough {
    if (looks < 1 || of < looks || of > History.LENGTH) {
      throw new IllegalArgumentException(looks + " of " + of + " looks");
    }
  }

  /**
   * @param of null for so many in a row
   */
  public static Enough of(int looks, @Nullable Integer of) {
    return new Enough(looks, requireNonNullElse(of, looks));
  }

  /** Whether these looks are enough: one bit each, the latest lowest. */
  boolean are(int looksSeen) {
    return Integer.bitCount(History.latest(looksSeen, of)) >= looks;
  }

  /** Whether there is one that counts and is still among the last. */
  boolean begun(int looksSeen) {
    return History.latest(looksSeen, of) != 0;
  }
}
