package dev.belfry.access.sso;

import dev.belfry.access.Open;
import dev.belfry.access.SignedIn;
import dev.belfry.access.credential.ForgeryDefence;
import dev.belfry.access.credential.SessionCookie;
import dev.belfry.platform.http.ForeignQuery;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.json.ShownOnce;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/sso")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Single sign-on")
class SsoResource {
  private static final String ATTEMPT = "belfry_login";
  private static final String SECURE_ATTEMPT = "__Host-belfry_login";
  private static final String REFERRER_POLICY = "Referrer-Policy";

  private final SsoSettings settings;
  private final CodeFlow flow;
  private final SsoLogin logins;
  private final ProviderLogout logouts;
  private final ProxyHeaders proxy;
  private final RequestTrace trace;
  private final InstantSource clock;

  SsoResource(
      SsoSettings settings,
      CodeFlow flow,
      SsoLogin logins,
      ProviderLogout logouts,
      ProxyHeaders proxy,
      RequestTrace trace,
      InstantSource clock) {
    this.settings = settings;
    this.flow = flow;
    this.logins = logins;
    this.logouts = logouts;
    this.proxy = proxy;
    this.trace = trace;
    this.clock = clock;
  }

  @GET
  @Path("/login")
  @Open("Nobody is known before the login")
  @ResponseStatus(303)
  @Operation(summary = "Send the browser to the identity provider, and afterwards to next")
  public RestResponse<Void> login(@QueryParam("next") @Nullable String next) {
    settings.requireLogin();
    CodeFlow.Begun begun = flow.begin(LocalPath.of(next));
    return RestResponse.ResponseBuilder.<Void>seeOther(begun.to())
        .header(REFERRER_POLICY, "no-referrer")
        .cookie(attempt(begun.attempt(), CodeFlow.PATIENCE))
        .build();
  }

  @GET
  @Path("/callback")
  @ForeignQuery("The identity provider, which may add iss, session_state and others")
  @Open("Nobody is known before the login")
  @ResponseStatus(303)
  @Operation(
      summary = "Where the identity provider sends the browser back to, which becomes a session")
  public RestResponse<Void> callback(
      @Context UriInfo uri,
      @CookieParam(ATTEMPT) @Nullable String plain,
      @CookieParam(SECURE_ATTEMPT) @Nullable String secure) {
    settings.requireLogin();
    CodeFlow.Finished finished =
        flow.finish(uri.getQueryParameters(), settings.secure() ? secure : plain);
    SsoLogin.Entered entered = logins.enter(finished.person(), "oidc");
    return RestResponse.ResponseBuilder.<Void>seeOther(settings.at(finished.next()))
        .header(REFERRER_POLICY, "no-referrer")
        .cookie(attempt("", Duration.ZERO))
        .cookie(session(entered, settings.secure()))
        .build();
  }

  @POST
  @Path("/backchannel-logout")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Open("The identity provider shows a signed logout token")
  @ResponseStatus(200)
  @Operation(summary = "Where the identity provider says that somebody has left: his sessions end")
  public void backChannelLogout(@FormParam("logout_token") @Nullable String token) {
    logouts.backChannel(token);
  }

  /**
   * Where the browser goes to leave the identity provider too; absent where it has no such page.
   */
  @Schema(name = "SsoLogout")
  record Left(@Nullable String location) {}

  @POST
  @Path("/logout")
  @Consumes(MediaType.WILDCARD)
  @SignedIn
  @Operation(summary = "Log out, and learn where to log out of the identity provider")
  public RestResponse<Left> logout() {
    URI place = logouts.leave();
    return RestResponse.ResponseBuilder.ok(new Left(place == null ? null : place.toString()))
        .cookie(SessionCookie.of("", 0, settings.secure()))
        .build();
  }

  /** The answer to a login by proxy: the token is shown here and never again. */
  @Schema(name = "SsoSession")
  record Begun(@ShownOnce String token, Instant expiresAt) {
    @Override
    public String toString() {
      return "Begun[...]";
    }
  }

  @POST
  @Path("/proxy")
  @Consumes(MediaType.WILDCARD)
  @Open("A trusted proxy says who it is")
  @ResponseStatus(201)
  @Operation(summary = "Become a session, for whom a trusted proxy vouches by its headers")
  public RestResponse<Begun> byProxy(@Context ContainerRequestContext request) {
    ForgeryDefence.check(
        request,
        "A login by the proxy begins on a page of Belfry's own origin, which the browser says by"
            + " Sec-Fetch-Site or Origin; the proxy must pass these and Host on.");
    ProvenPerson person = proxy.read(trace.peer(), request.getHeaders());
    SsoLogin.Entered entered = logins.enter(person, "proxy");
    boolean https = "https".equals(request.getUriInfo().getBaseUri().getScheme());
    return RestResponse.ResponseBuilder.<Begun>created(URI.create("/v1/session"))
        .entity(new Begun(entered.session().token(), entered.session().expiresAt()))
        .cookie(session(entered, https))
        .build();
  }

  private NewCookie session(SsoLogin.Entered entered, boolean https) {
    Duration life = Duration.between(clock.instant(), entered.session().expiresAt());
    return SessionCookie.of(entered.session().token(), (int) life.toSeconds(), https);
  }

  /** Lax, since the way back is a navigation from another site. */
  private NewCookie attempt(String value, Duration life) {
    boolean https = settings.secure();
    return new NewCookie.Builder(https ? SECURE_ATTEMPT : ATTEMPT)
        .value(value)
        .path("/")
        .maxAge((int) life.toSeconds())
        .secure(https)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }
}
