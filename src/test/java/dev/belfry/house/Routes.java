package dev.belfry.house;

import dev.belfry.access.Allow;
import dev.belfry.access.Open;
import dev.belfry.access.SignedIn;
import dev.belfry.access.grant.Scope;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.jspecify.annotations.Nullable;

/**
 * All endpoints of the program, read from its classes, for matrices that nobody has to write by
 * hand.
 */
public final class Routes {
  /**
   * One endpoint.
   *
   * @param scope null where any caller, or anybody, may
   * @param query the names of the parameters that it knows
   */
  public record Route(
      String verb,
      String template,
      @Nullable Scope scope,
      boolean open,
      String contentType,
      Set<String> query) {
    /** The path with every parameter replaced. */
    public String path(String id) {
      return template.replaceAll("\\{[^}]+}", id);
    }

    public boolean named() {
      return template.contains("{");
    }

    @Override
    public String toString() {
      return verb + " " + template;
    }
  }

  /** Read once: reading all classes takes a second. */
  private static final List<Route> ALL = List.copyOf(read());

  public static List<Route> all() {
    return ALL;
  }

  private Routes() {}

  private static List<Route> read() {
    List<Route> routes = new ArrayList<>();
    for (AnnotationInstance path : index().getAnnotations(Path.class)) {
      if (path.target().kind() == AnnotationTarget.Kind.CLASS) {
        Class<?> resource = load(path.target().asClass().name().toString());
        for (Method method : resource.getDeclaredMethods()) {
          Arrays.stream(method.getAnnotations())
              .map(Annotation::annotationType)
              .filter(annotation -> annotation.isAnnotationPresent(HttpMethod.class))
              .forEach(verb -> routes.add(route(resource, method, verb)));
        }
      }
    }
    return routes;
  }

  private static Index index() {
    Indexer indexer = new Indexer();
    try (Stream<java.nio.file.Path> files =
        Files.walk(java.nio.file.Path.of("target", "classes", "dev", "belfry"))) {
      for (java.nio.file.Path file :
          files.filter(path -> path.toString().endsWith(".class")).toList()) {
        try (InputStream type = Files.newInputStream(file)) {
          indexer.index(type);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return indexer.complete();
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Route route(Class<?> resource, Method method, Class<?> verb) {
    Path path = method.getAnnotation(Path.class);
    Allow allow = method.getAnnotation(Allow.class);
    if (allow == null
        && !method.isAnnotationPresent(SignedIn.class)
        && !method.isAnnotationPresent(Open.class)) {
      throw new IllegalStateException(method + " says nothing of who may call it");
    }
    Consumes consumes = method.getAnnotation(Consumes.class);
    boolean patch = verb == PATCH.class;
    return new Route(
        verb.getSimpleName(),
        resource.getAnnotation(Path.class).value() + (path == null ? "" : path.value()),
        allow == null ? null : allow.value(),
        method.isAnnotationPresent(Open.class),
        consumes != null && (patch || consumes.value()[0].equals("text/csv"))
            ? consumes.value()[0]
            : "application/json",
        query(method));
  }

  private static Set<String> query(Method method) {
    Stream<AnnotatedElement> places =
        Arrays.stream(method.getParameters())
            .flatMap(
                parameter ->
                    parameter.isAnnotationPresent(BeanParam.class)
                        ? Arrays.stream(parameter.getType().getDeclaredFields())
                        : Stream.of(parameter));
    return places
        .map(place -> place.getAnnotation(QueryParam.class))
        .filter(Objects::nonNull)
        .map(QueryParam::value)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
