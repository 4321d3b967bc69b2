package dev.belfry.statuspage.published;

import dev.belfry.platform.http.RequestTrace;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/** A page's own host leads to the page, as the gate has decided. */
@Provider
@PreMatching
class DomainFilter implements ContainerRequestFilter {
  private final RequestTrace trace;

  DomainFilter(RequestTrace trace) {
    this.trace = trace;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String place = trace.leadsTo();
    if (place != null) {
      URI asked = request.getUriInfo().getRequestUri();
      String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
      request.setRequestUri(asked.resolve(place + query));
    }
  }
}
