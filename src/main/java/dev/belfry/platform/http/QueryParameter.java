package dev.belfry.platform.http;

import dev.belfry.platform.id.Id;
import dev.belfry.platform.page.Cursor;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import dev.belfry.platform.time.Times;
import java.lang.reflect.InvocationTargetException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a query string, as a resource declares it.
 *
 * @param type of one value
 * @param many whether it may be given again
 * @param words of which a text must be one; null for any
 */
record QueryParameter(String name, Class<?> type, boolean many, @Nullable List<String> words) {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

  /** Everything that is wrong with what was given. */
  List<Violation> violations(List<String> values) {
    if (!many && values.size() > 1) {
      return List.of(Violation.ofParameter(name, "repeated", "must be given once"));
    }
    return values.stream().flatMap(value -> wrong(value).stream()).distinct().toList();
  }

  private List<Violation> wrong(String text) {
    try {
      read(text);
      return List.of();
    } catch (Problem problem) {
      return problem.errors();
    } catch (IllegalArgumentException e) {
      return List.of(Violation.ofParameter(name, "invalid", String.valueOf(e.getMessage())));
    }
  }

  private void read(String text) {
    if (type == boolean.class || type == Boolean.class) {
      require(text.equals("true") || text.equals("false"), "must be true or false");
    } else if (type == int.class
        || type == Integer.class
        || type == long.class
        || type == Long.class) {
      number(text);
    } else if (isWord(type)) {
      word(type, text);
    } else if (Id.class.isAssignableFrom(type)) {
      id(type, text);
    } else if (words != null) {
      require(words.contains(text), "must be one of " + String.join(", ", words));
    } else if (type == String.class) {
      convention(text);
    }
  }

  private void number(String text) {
    require(WHOLE_NUMBER.matcher(text).matches(), "must be a whole number");
    long value = Long.parseLong(text);
    boolean small = type == int.class || type == Integer.class;
    require(!small || value == (int) value, "is out of range");
    switch (name) {
      case "limit" -> PageRequest.checkedLimit((int) value);
      case "page" -> PageRequest.checkedPage((int) value);
      default -> {
        // any number, as far as can be said here
      }
    }
  }

  /** Words that mean the same in the whole API, whatever reads them afterwards. */
  private void convention(String text) {
    switch (name) {
      case "cursor" -> Cursor.parse(text);
      case "from", "to" -> time(text);
      default -> {
        // any text
      }
    }
  }

  private static void time(String text) {
    try {
      Times.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("must be a time such as 2030-01-31T12:00:00Z", e);
    }
  }

  static boolean isWord(Class<?> type) {
    return type.isEnum() && type.getName().startsWith("dev.belfry.");
  }

  /**
   * @throws IllegalArgumentException naming the words, when it is none of them
   */
  static <T> T word(Class<T> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> name(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(QueryParameter::name)
                            .collect(Collectors.joining(", "))));
  }

  private static String name(Object value) {
    return ((Enum<?>) value).name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException when it is no id of this kind
   */
  static <T> T id(Class<T> type, String text) {
    try {
      return type.cast(type.getMethod("fromString", String.class).invoke(null, text));
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getTargetException().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no fromString", e);
    }
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
