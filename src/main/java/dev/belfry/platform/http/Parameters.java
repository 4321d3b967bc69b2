package dev.belfry.platform.http;

import dev.belfry.platform.id.Id;
import dev.belfry.platform.problem.Problem;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.function.Function;
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
    if (QueryParameter.isWord(type)) {
      return converter(query, text -> QueryParameter.word(type, text));
    }
    return Id.class.isAssignableFrom(type)
        ? converter(query, text -> QueryParameter.id(type, text))
        : null;
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

  private static <T> ParamConverter<T> converter(String parameter, Function<String, T> reading) {
    return new ParamConverter<>() {
      @Override
      public @Nullable T fromString(@Nullable String text) {
        try {
          return text == null ? null : reading.apply(text);
        } catch (IllegalArgumentException e) {
          throw Problem.parameter(parameter, String.valueOf(e.getMessage()));
        }
      }

      @Override
      public String toString(T value) {
        return String.valueOf(value);
      }
    };
  }
}
