package dev.belfry.access.credential;

import dev.belfry.access.AccessProblems;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Against forged requests from other sites: a change by cookie must say that it comes from our own
 * pages, by Sec-Fetch-Site or else by Origin. Saying nothing is a no.
 */
public final class ForgeryDefence {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private ForgeryDefence() {}

  public static boolean isSafe(String method) {
    return SAFE.contains(method);
  }

  public static void check(ContainerRequestContext request) {
    check(
        request,
        "A change by cookie must come from Belfry's own pages; scripts send the session as X-Session-ID.");
  }

  /**
   * @param why what is said to whoever comes from elsewhere
   */
  public static void check(ContainerRequestContext request, String why) {
    if (!isSafe(request.getMethod())
        && !fromHere(
            request.getHeaderString("Sec-Fetch-Site"),
            request.getHeaderString("Origin"),
            request.getHeaderString(HttpHeaders.HOST))) {
      throw dev.belfry.platform.problem.Problem.of(AccessProblems.CROSS_SITE, why);
    }
  }

  /**
   * For changes that anybody may ask for, such as a login, by which another site could put its own
   * session into a browser. Scripts say nothing, so only what comes from elsewhere is refused.
   */
  public static void checkOpen(ContainerRequestContext request) {
    String fetchSite = request.getHeaderString("Sec-Fetch-Site");
    String origin = request.getHeaderString("Origin");
    if (!isSafe(request.getMethod())
        && (fetchSite != null || origin != null)
        && !fromHere(fetchSite, origin, request.getHeaderString(HttpHeaders.HOST))) {
      throw dev.belfry.platform.problem.Problem.of(
          AccessProblems.CROSS_SITE, "A browser may ask for this from Belfry's own pages only.");
    }
  }

  /**
   * For answers that stay open, which another site must not open by somebody's cookie. Browsers say
   * nothing with plain GETs from our own pages, so only what comes from elsewhere is refused.
   */
  public static void checkReading(
      Optional<String> fetchSite, Optional<String> origin, Optional<String> host) {
    boolean said = fetchSite.isPresent() || origin.isPresent();
    if (said && !fromHere(fetchSite.orElse(null), origin.orElse(null), host.orElse(null))) {
      throw dev.belfry.platform.problem.Problem.of(
          AccessProblems.CROSS_SITE, "By cookie this is read from Belfry's own pages only.");
    }
  }

  static boolean fromHere(
      @Nullable String fetchSite, @Nullable String origin, @Nullable String host) {
    if (fetchSite != null) {
      return fetchSite.equals("same-origin") || fetchSite.equals("none");
    }
    return origin != null
        && host != null
        && (origin.equals("https://" + host) || origin.equals("http://" + host));
  }
}
