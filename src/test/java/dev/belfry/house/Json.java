package dev.belfry.house;

/** Bodies of requests, readable in Java. */
public final class Json {
  public static final String PATCH = "application/merge-patch+json";

  private Json() {}

  /** JSON from text with single quotes, with %s replaced by the values. */
  @SuppressWarnings("AnnotateFormatMethod") // patterns come from tables too
  public static String of(String text, Object... values) {
    return text.formatted(values).replace('\'', '"');
  }
}
