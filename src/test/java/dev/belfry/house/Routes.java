package dev.belfry.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.belfry.access.Allow;
import dev.belfry.access.Open;
import dev.belfry.access.SignedIn;
import dev.belfry.access.grant.Scope;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All endpoints of the program, read from its classes, for matrices that nobody has to write by
 * hand.
 */
public final class Routes {
  private Routes() {}

  /**
   * One endpoint.
   *
   * @param scope null where any caller, or anybody, may
   */
  public record Route(
      String verb, String template, @Nullable Scope scope, boolean open, String contentType) {
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

  public static List<Route> all() {
    List<Route> routes = new ArrayList<>();
    for (JavaClass type :
        new ClassFileImporter().importPath(java.nio.file.Path.of("target", "classes"))) {
      if (type.isAnnotatedWith(Path.class)) {
        for (Method method : type.reflect().getDeclaredMethods()) {
          Arrays.stream(method.getAnnotations())
              .map(Annotation::annotationType)
              .filter(annotation -> annotation.isAnnotationPresent(HttpMethod.class))
              .forEach(verb -> routes.add(route(type.reflect(), method, verb)));
        }
      }
    }
    return routes;
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
        patch && consumes != null ? consumes.value()[0] : "application/json");
  }
}
