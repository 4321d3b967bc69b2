package dev.belfry.monitor.listing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** In what order monitors are listed; those that are alike come by their ids. */
public enum Order {
  NAME("name", "", "nameKey"),
  NAME_DOWN("-name", " desc", "nameKey"),
  CREATED("created_at", "", "createdAt"),
  CREATED_DOWN("-created_at", " desc", "createdAt"),
  STATUS("status", "", "status", "nameKey");

  private final String word;
  private final String direction;

  @SuppressWarnings("ImmutableEnumChecker") // nobody can change it
  private final List<String> columns;

  Order(String word, String direction, String... columns) {
    this.word = word;
    this.direction = direction;
    this.columns = Stream.concat(Stream.of(columns), Stream.of("monitorId")).toList();
  }

  /** As parameters name them. */
  public static List<String> words() {
    return Arrays.stream(values()).map(order -> order.word).toList();
  }

  /**
   * @param word one of the words
   */
  public static Order of(String word) {
    return Arrays.stream(values())
        .filter(order -> order.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(word));
  }

  String select() {
    return columns.stream()
        .map(column -> "l." + column + " as " + column)
        .collect(Collectors.joining(", "));
  }

  String by(String alias) {
    return columns.stream()
        .map(column -> alias + "." + column + direction)
        .collect(Collectors.joining(", "));
  }
}
