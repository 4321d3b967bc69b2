package dev.belfry.check.api;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * A regular expression of RE2. Its time is the length of the text times the size of its program, so
 * both have a bound: a look must not take the processor from the others.
 */
final class Expression {
  /** How much of a text is searched. */
  static final int LONGEST_TEXT = 64 * 1024;

  private static final int LARGEST_PROGRAM = 500;

  private final Pattern pattern;

  private Expression(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * @throws IllegalArgumentException when it is none, or too large
   */
  static Expression of(String text) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "is no regular expression of RE2: " + e.getDescription(), e);
    }
    if (pattern.programSize() > LARGEST_PROGRAM) {
      throw new IllegalArgumentException("is too large, or repeats too much");
    }
    return new Expression(pattern);
  }

  boolean isIn(String text) {
    return pattern.matcher(searched(text)).find();
  }

  /** What its first group has found, or all of it where it has none. */
  Optional<String> firstIn(String text) {
    Matcher matcher = pattern.matcher(searched(text));
    return matcher.find()
        ? Optional.ofNullable(matcher.groupCount() > 0 ? matcher.group(1) : matcher.group())
        : Optional.empty();
  }

  private static String searched(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }
}
