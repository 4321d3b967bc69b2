package dev.belfry.platform.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What should have stood there, in words that name no Java. */
final class Expectations {
  private Expectations() {}

  static String of(JacksonException failure) {
    if (failure instanceof UnrecognizedPropertyException) {
      return "is not known here";
    }
    if (failure instanceof ValueInstantiationException made
        && made.getCause() instanceof IllegalArgumentException why) {
      return String.valueOf(why.getMessage());
    }
    return failure instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
        ? "must be " + wanted(mismatch.getTargetType())
        : "could not be read";
  }

  private static String wanted(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
    }
    if (type == String.class) {
      return "a text";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return "a whole number";
    }
    if (type == Instant.class) {
      return "a time such as 2030-01-31T12:00:00Z";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return Map.class.isAssignableFrom(type) || type.isRecord() ? "an object" : "of another type";
  }
}
