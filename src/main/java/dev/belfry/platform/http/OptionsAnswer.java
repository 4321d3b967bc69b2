package dev.belfry.platform.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** The methods of the very path; RESTEasy would name those of the paths below it too. */
@Provider
@PreMatching
class OptionsAnswer implements ContainerRequestFilter {
  private final RouteTable routes;

  OptionsAnswer(RouteTable routes) {
    this.routes = routes;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getMethod().equals(HttpMethod.OPTIONS)) {
      String allowed = routes.allowed();
      if (!allowed.isEmpty()) {
        request.abortWith(Response.ok().header(HttpHeaders.ALLOW, allowed).build());
      }
    }
  }
}
