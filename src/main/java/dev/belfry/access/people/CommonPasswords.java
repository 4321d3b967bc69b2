package dev.belfry.access.people;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.StandardKeyboards;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.ZxcvbnBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Passwords of which many people think: those of a list of 30,000 that were leaked, alone or one
 * after the other, with figures behind them, in the manner of keyboards, or repeated (ASVS 5,
 * 6.2.4).
 */
final class CommonPasswords {
  /** On no list, and the time to measure one grows with the square of it. */
  private static final int LONGEST = 40;

  /** Guessed within a million attempts. */
  private static final int GUESSED_SOON = 1;

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Zxcvbn MEASURE = measure();

  private CommonPasswords() {}

  /**
   * @param email of whose parts it may consist as little; empty where nobody is known
   */
  static boolean contain(String password, String email) {
    if (password.length() > LONGEST) {
      return false;
    }
    List<String> own =
        Stream.concat(Stream.of("belfry"), NO_WORD.splitAsStream(email))
            .filter(word -> !word.isEmpty())
            .toList();
    return MEASURE.measure(password, own).getScore() <= GUESSED_SOON;
  }

  private static Zxcvbn measure() {
    try {
      return new ZxcvbnBuilder()
          .dictionary(StandardDictionaries.PASSWORDS_LOADER.load())
          .keyboards(StandardKeyboards.loadAllKeyboards())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("the list of common passwords is not there", e);
    }
  }
}
