package dev.belfry.access;

import dev.belfry.access.grant.Scope;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * What the matched method asks of its caller. A method that says nothing, or two things, is
 * refused.
 */
sealed interface RouteRule {
  record Needs(Scope scope) implements RouteRule {}

  record AnyCaller() implements RouteRule {}

  record Anybody() implements RouteRule {}

  static RouteRule of(Method method) {
    Allow allow = method.getAnnotation(Allow.class);
    boolean signedIn = method.isAnnotationPresent(SignedIn.class);
    boolean open = method.isAnnotationPresent(Open.class);
    if ((allow != null ? 1 : 0) + (signedIn ? 1 : 0) + (open ? 1 : 0) != 1) {
      throw new IllegalStateException(method + " must say exactly one of @Allow, @SignedIn, @Open");
    }
    if (allow != null) {
      return new Needs(allow.value());
    }
    return signedIn ? new AnyCaller() : new Anybody();
  }

  /** The path as declared, such as {@code /v1/keys/{id}}. */
  static String template(Method method) {
    String root = path(method.getDeclaringClass().getAnnotation(Path.class));
    return root + path(method.getAnnotation(Path.class));
  }

  private static String path(@org.jspecify.annotations.Nullable Path path) {
    return Optional.ofNullable(path)
        .map(Path::value)
        .filter(value -> !value.isEmpty() && !value.equals("/"))
        .map(value -> value.startsWith("/") ? value : "/" + value)
        .orElse("");
  }
}
