package dev.belfry.platform.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.Deployment;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;

/** What the path of the current request knows, for answers to calls that matched no method. */
@ApplicationScoped
public class RouteTable {
  /** One method of a resource. */
  private record Route(String verb, Pattern path, List<MediaType> consumes) {}

  private volatile List<Route> routes = List.of();

  /** The value of {@code Allow} (RFC 9110, section 10.2.1); empty where the path is not known. */
  public String allowed() {
    Set<String> verbs = here().map(Route::verb).collect(Collectors.toCollection(TreeSet::new));
    if (verbs.isEmpty()) {
      return "";
    }
    if (verbs.contains(HttpMethod.GET)) {
      verbs.add(HttpMethod.HEAD);
    }
    verbs.add(HttpMethod.OPTIONS);
    return String.join(", ", verbs);
  }

  /** The media types that the path reads by the method of the request. */
  public Set<String> accepted() {
    ResteasyReactiveRequestContext request = CurrentRequestManager.get();
    return request == null
        ? Set.of()
        : here()
            .filter(route -> route.verb().equals(request.getMethod()))
            .flatMap(route -> route.consumes().stream())
            .map(type -> type.getType() + "/" + type.getSubtype())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<Route> here() {
    ResteasyReactiveRequestContext request = CurrentRequestManager.get();
    if (request == null) {
      return Stream.empty();
    }
    String path = request.getPath().replaceFirst("/+$", "");
    return routes(request.getDeployment()).stream()
        .filter(route -> route.path().matcher(path).matches());
  }

  private List<Route> routes(Deployment deployment) {
    if (routes.isEmpty()) {
      List<Route> found = new ArrayList<>();
      RuntimeResourceVisitor.visitRuntimeResources(
          "",
          deployment.getClassMappers(),
          new RuntimeResourceVisitor() {
            @Override
            public void visitRuntimeResource(String verb, String path, RuntimeResource method) {
              found.add(new Route(verb, pattern(path), method.getConsumes()));
            }
          });
      routes = List.copyOf(found);
    }
    return routes;
  }

  /** Our templates hold no expressions. */
  private static Pattern pattern(String template) {
    return Pattern.compile(
        Stream.of(template.replaceFirst("/+$", "").split("(?=\\{)|(?<=})"))
            .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
            .collect(Collectors.joining()));
  }
}
