package dev.belfry.check.http;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Codes and ranges of status codes, as in {@code 200-299,301}. */
record StatusRanges(List<Range> ranges) {
  private static final Pattern PART = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

  /** Both ends belong to it. */
  record Range(int from, int to) {
    boolean contains(int status) {
      return from <= status && status <= to;
    }
  }

  /**
   * Reads a comma list of codes from 100 to 599 and ranges of them; spaces around the parts are
   * fine.
   *
   * @throws IllegalArgumentException saying what is wrong, without the part
   */
  static StatusRanges parse(String text) {
    return new StatusRanges(
        Arrays.stream(text.split(",", -1)).map(String::strip).map(StatusRanges::range).toList());
  }

  private static Range range(String part) {
    Matcher matcher = PART.matcher(part);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must hold status codes and ranges such as 200-299, with commas between them");
    }
    int from = Integer.parseInt(matcher.group(1));
    int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
    if (to < from) {
      throw new IllegalArgumentException("must hold no range that ends before it begins");
    }
    return new Range(from, to);
  }

  boolean contains(int status) {
    return ranges.stream().anyMatch(range -> range.contains(status));
  }
}
