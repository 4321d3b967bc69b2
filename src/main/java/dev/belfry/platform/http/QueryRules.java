package dev.belfry.platform.http;

import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import io.quarkus.arc.All;
import jakarta.annotation.Priority;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * A query string holds what the matched method declares, each once, and nothing else; all that is
 * wrong is named in one answer. After the caller is known, so that nobody else learns the names.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
class QueryRules implements ContainerRequestFilter {
  private static final List<String> UNSAFE_CREDENTIALS = List.of("api_key", "session_id");

  private final ResourceInfo resource;
  private final boolean unsafeChannels;
  private final List<OneOf.Words> sources;
  private final Map<Method, Map<String, QueryParameter>> declared = new ConcurrentHashMap<>();

  QueryRules(
      ResourceInfo resource,
      @ConfigProperty(name = "belfry.access.unsafe-channels", defaultValue = "false")
          boolean unsafeChannels,
      @All List<OneOf.Words> sources) {
    this.resource = resource;
    this.unsafeChannels = unsafeChannels;
    this.sources = sources;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    Map<String, List<String>> given = request.getUriInfo().getQueryParameters();
    if (given.isEmpty() || method.isAnnotationPresent(ForeignQuery.class)) {
      return;
    }
    Map<String, QueryParameter> known = declared.computeIfAbsent(method, this::declared);
    List<Violation> wrong = new ArrayList<>();
    new TreeMap<>(given)
        .forEach(
            (name, values) ->
                wrong.addAll(
                    Optional.ofNullable(known.get(name))
                        .map(parameter -> parameter.violations(values))
                        .orElseGet(() -> unknown(name, known))));
    if (!wrong.isEmpty()) {
      throw Problem.parameters(wrong);
    }
  }

  private List<Violation> unknown(String name, Map<String, QueryParameter> known) {
    if (unsafeChannels && UNSAFE_CREDENTIALS.contains(name)) {
      return List.of();
    }
    String message =
        known.isEmpty()
            ? "is not known here; there are none"
            : "is not known here; known are " + String.join(", ", known.keySet());
    return List.of(Violation.ofParameter(name, "unknown_parameter", message));
  }

  private Map<String, QueryParameter> declared(Method method) {
    Map<String, QueryParameter> found = new TreeMap<>();
    for (Parameter parameter : method.getParameters()) {
      if (parameter.isAnnotationPresent(BeanParam.class)) {
        for (Class<?> type = parameter.getType();
            type != null && type != Object.class;
            type = type.getSuperclass()) {
          for (Field field : type.getDeclaredFields()) {
            add(found, field, field.getName(), field.getGenericType());
          }
        }
      }
      add(found, parameter, parameter.getName(), parameter.getParameterizedType());
    }
    return found;
  }

  private void add(
      Map<String, QueryParameter> found, AnnotatedElement place, String otherwise, Type type) {
    QueryParam query = place.getAnnotation(QueryParam.class);
    RestQuery rest = place.getAnnotation(RestQuery.class);
    if (query != null || rest != null) {
      String named = query != null ? query.value() : rest.value();
      String name = named.isEmpty() ? otherwise : named;
      found.put(name, parameter(name, type, words(place.getAnnotation(OneOf.class))));
    }
  }

  private @Nullable List<String> words(@Nullable OneOf one) {
    return one == null
        ? null
        : sources.stream()
            .filter(source -> one.value().isInstance(source))
            .findFirst()
            .orElseThrow()
            .words();
  }

  private static QueryParameter parameter(String name, Type type, @Nullable List<String> words) {
    if (type instanceof ParameterizedType list
        && list.getRawType() instanceof Class<?> raw
        && Collection.class.isAssignableFrom(raw)) {
      return new QueryParameter(name, (Class<?>) list.getActualTypeArguments()[0], true, words);
    }
    return new QueryParameter(name, (Class<?>) type, false, words);
  }
}
