package dev.belfry.platform.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/**
 * Where a thing was made is said as a path (RFC 9110, section 10.2.2); JAX-RS would put the host
 * before it that the caller claims to have called.
 */
@Provider
@Priority(Priorities.HEADER_DECORATOR)
class RelativeLocation implements ContainerResponseFilter {
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    URI made = response.getLocation();
    if (made != null && response.getStatus() == Response.Status.CREATED.getStatusCode()) {
      response.getHeaders().putSingle(HttpHeaders.LOCATION, made.getRawPath());
    }
  }
}
