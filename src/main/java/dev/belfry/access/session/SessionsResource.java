package dev.belfry.access.session;

import dev.belfry.access.SignedIn;
import dev.belfry.access.credential.SessionId;
import dev.belfry.access.people.UserId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Sessions")
class SessionsResource {
  private final SessionService sessions;

  SessionsResource(SessionService sessions) {
    this.sessions = sessions;
  }

  @Schema(name = "Sessions")
  record SessionList(List<SessionView> data) {}

  @GET
  @SignedIn
  @Operation(summary = "One's own sessions; with session:read those of another user")
  public SessionList list(@QueryParam("user_id") @Nullable UserId user) {
    return new SessionList(sessions.list(user));
  }

  @DELETE
  @SignedIn
  @Operation(
      summary = "End one's other sessions in this account; with session:delete all of another user",
      description =
          "Access tokens of the identity provider that were issued before are refused in every account.")
  public void endAll(@QueryParam("user_id") @Nullable UserId user) {
    sessions.endAll(user);
  }

  @DELETE
  @Path("/{id}")
  @SignedIn
  @Operation(summary = "End one's own session; with session:delete that of another user")
  public void end(@PathParam("id") SessionId id) {
    sessions.end(id);
  }
}
