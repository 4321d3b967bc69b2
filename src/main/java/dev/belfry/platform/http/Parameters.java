package dev.belfry.platform.http;

import dev.belfry.platform.id.Id;
import dev.belfry.platform.problem.Problem;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads words and ids in query strings. A wrong one is a 400 that names the parameter, where JAX-RS
 * would answer 404; a wrong id in a path stays a 404, as an unknown one is.
 */
@Provider
class Parameters implements ParamConverterProvider {

  @Override
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> type, Type genericType, Annotation @Nullable [] annotations) {
    String query = queryParameter(annotations);
    if (query == null) {
      return null;
    }
    if (type.isEnum() && type.getName().startsWith("dev.belfry.")) {
      return converter(text -> word(type, query, text));
    }
    return Id.class.isAssignableFrom(type) ? converter(text -> id(type, query, text)) : null;
  }

  private static @Nullable String queryParameter(Annotation @Nullable [] annotations) {
    return annotations == null
        ? null
        : Arrays.stream(annotations)
            .filter(QueryParam.class::isInstance)
            .map(annotation -> ((QueryParam) annotation).value())
            .findFirst()
            .orElse(null);
  }

  private static <T> T word(Class<T> type, String parameter, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> name(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.parameter(
                    parameter,
                    "must be one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(Parameters::name)
                            .collect(Collectors.joining(", "))));
  }

  private static String name(Object value) {
    return ((Enum<?>) value).name().toLowerCase(Locale.ROOT);
  }

  private static <T> T id(Class<T> type, String parameter, String text) {
    try {
      return type.cast(type.getMethod("fromString", String.class).invoke(null, text));
    } catch (InvocationTargetException e) {
      throw Problem.parameter(parameter, String.valueOf(e.getTargetException().getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no fromString", e);
    }
  }

  private static <T> ParamConverter<T> converter(Function<String, T> reading) {
    return new ParamConverter<>() {
      @Override
      public @Nullable T fromString(@Nullable String text) {
        return text == null ? null : reading.apply(text);
      }

      @Override
      public String toString(T value) {
        return String.valueOf(value);
      }
    };
  }
}
