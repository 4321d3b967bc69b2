package dev.belfry.access.session;

import dev.belfry.access.Open;
import dev.belfry.access.SignedIn;
import dev.belfry.access.credential.SessionCookie;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.json.ShownOnce;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
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

@Path("/v1/session")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Sessions")
class SessionResource {
  private final LoginService logins;
  private final SessionService sessions;
  private final InstantSource clock;

  SessionResource(LoginService logins, SessionService sessions, InstantSource clock) {
    this.logins = logins;
    this.sessions = sessions;
    this.clock = clock;
  }

  @POST
  @Open("Nobody is known before the login")
  @Operation(summary = "Log in; the token goes into X-Session-ID, browsers get a cookie")
  @ResponseStatus(201)
  public RestResponse<SignedInView> login(Login login, @Context UriInfo uri) {
    SignedInView signedIn = logins.login(login);
    return begun(signedIn, signedIn.token(), signedIn.expiresAt(), uri);
  }

  @POST
  @Path("/switch")
  @SignedIn
  @Operation(
      summary = "Go on in another account of which one is a member; this session ends",
      description =
          "The new token goes into X-Session-ID, browsers get a cookie. It ends no later.")
  @ResponseStatus(201)
  public RestResponse<SwitchedView> change(Destination destination, @Context UriInfo uri) {
    SessionStart.Begun begun = sessions.change(destination.accountId());
    SwitchedView view = new SwitchedView(begun.token(), begun.expiresAt(), destination.accountId());
    return begun(view, begun.token(), begun.expiresAt(), uri);
  }

  /** Where to. */
  @RegisterForReflection
  @Schema(name = "SessionSwitch")
  record Destination(@NotNull AccountId accountId) {}

  /** The token is shown here and never again. */
  @Schema(name = "Switched")
  record SwitchedView(@ShownOnce String token, Instant expiresAt, AccountId accountId) {
    @Override
    public String toString() {
      return "SwitchedView[" + accountId + "]";
    }
  }

  private <T> RestResponse<T> begun(T view, String token, Instant end, UriInfo uri) {
    int seconds = (int) Duration.between(clock.instant(), end).toSeconds();
    CacheControl never = new CacheControl();
    never.setNoStore(true);
    return RestResponse.ResponseBuilder.<T>created(URI.create("/v1/session"))
        .entity(view)
        .cacheControl(never)
        .cookie(SessionCookie.of(token, seconds, isHttps(uri)))
        .build();
  }

  @GET
  @SignedIn
  @Operation(summary = "Who am I, and what may I do")
  public CallerView whoAmI() {
    return sessions.whoAmI();
  }

  @DELETE
  @SignedIn
  @Operation(summary = "Log out")
  public RestResponse<Void> logout(@Context UriInfo uri) {
    sessions.logout();
    return RestResponse.ResponseBuilder.<Void>noContent()
        .cookie(SessionCookie.of("", 0, isHttps(uri)))
        .build();
  }

  private static boolean isHttps(UriInfo uri) {
    return "https".equals(uri.getBaseUri().getScheme());
  }
}
