package dev.belfry.access;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Tells callers with limits what is left of them. */
@Provider
class WindowHeaders implements ContainerResponseFilter {
  private final Access access;

  WindowHeaders(Access access) {
    this.access = access;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    access
        .windows()
        .ifPresent(
            windows -> {
              response.getHeaders().putSingle("RateLimit-Policy", windows.policy());
              response.getHeaders().putSingle("RateLimit", windows.state());
            });
  }
}
