package dev.belfry.statuspage.published;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** A page's own host leads to the page; all that is no path of a page stays where it is. */
@Provider
@PreMatching
class DomainFilter implements ContainerRequestFilter {
  private static final Pattern OF_A_PAGE =
      Pattern.compile(
          "/|/history|/history\\.(rss|atom)|/maintenance\\.ics|/badge\\.svg|/unlock|/subscribe|/subscription"
              + "|/(incidents|components|api/v2)/.+");

  private final Domains domains;

  DomainFilter(Domains domains) {
    this.domains = domains;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    URI asked = request.getUriInfo().getRequestUri();
    String host = asked.getHost();
    String slug = host == null ? null : domains.slug(host.toLowerCase(Locale.ROOT));
    String path = asked.getRawPath();
    if (slug != null && OF_A_PAGE.matcher(path).matches()) {
      String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
      request.setRequestUri(
          asked.resolve("/status/" + slug + (path.equals("/") ? "" : path) + query));
    }
  }
}
