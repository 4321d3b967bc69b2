package dev.belfry.access.session;

import dev.belfry.access.Open;
import dev.belfry.access.SignedIn;
import dev.belfry.access.credential.SessionCookie;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
    int seconds = (int) Duration.between(clock.instant(), signedIn.expiresAt()).toSeconds();
    CacheControl never = new CacheControl();
    never.setNoStore(true);
    return RestResponse.ResponseBuilder.<SignedInView>created(URI.create("/v1/session"))
        .entity(signedIn)
        .cacheControl(never)
        .cookie(SessionCookie.of(signedIn.token(), seconds, isHttps(uri)))
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
