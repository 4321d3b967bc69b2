package dev.belfry.access.key;

import dev.belfry.access.Allow;
import dev.belfry.access.SignedIn;
import dev.belfry.access.credential.KeyId;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.http.ChangesNothing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** What one does with keys besides editing them. */
@Path("/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Keys")
class KeyVerbResource {
  private final KeyEnding ending;
  private final KeyRotation rotation;
  private final KeyCan can;

  KeyVerbResource(KeyEnding ending, KeyRotation rotation, KeyCan can) {
    this.ending = ending;
    this.rotation = rotation;
    this.can = can;
  }

  @POST
  @Path("/{id}/revoke")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Scope.KEY_UPDATE)
  @Operation(summary = "Revoke a key and those that it made, at once and for ever")
  public KeyView revoke(
      @PathParam("id") KeyId id, @RequestBody(required = false) KeyEnding.Why why) {
    return ending.revoke(id, why);
  }

  @POST
  @Path("/{id}/disable")
  @Allow(Scope.KEY_UPDATE)
  @Operation(summary = "Refuse a key until it is enabled")
  public KeyView disable(@PathParam("id") KeyId id) {
    return ending.disable(id);
  }

  @POST
  @Path("/{id}/enable")
  @Allow(Scope.KEY_UPDATE)
  @Operation(summary = "Accept a disabled key again; for whoever could make it")
  public KeyView enable(@PathParam("id") KeyId id) {
    return ending.enable(id);
  }

  @POST
  @Path("/{id}/rotate")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Scope.KEY_UPDATE)
  @Operation(
      summary =
          "Replace a key by a successor with the same rights; again, while nobody has used that one")
  @ResponseStatus(201)
  public RestResponse<KeyView> rotate(
      @PathParam("id") KeyId id, @RequestBody(required = false) Rotation wanted) {
    return rotation.rotate(id, wanted).shown();
  }

  @POST
  @Path("/self/rotate")
  @Consumes(MediaType.APPLICATION_JSON)
  @SignedIn
  @Operation(summary = "Replace the calling key by a successor with the same rights")
  @ResponseStatus(201)
  public RestResponse<KeyView> rotateItself(@RequestBody(required = false) Rotation wanted) {
    return rotation.rotateItself(wanted).shown();
  }

  @POST
  @Path("/can")
  @Consumes(MediaType.APPLICATION_JSON)
  @SignedIn
  @ChangesNothing
  @Operation(summary = "May I do this?")
  public KeyQuestion.Answer mayI(KeyQuestion question) {
    return can.caller(question);
  }

  @POST
  @Path("/{id}/can")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow(Scope.KEY_READ)
  @ChangesNothing
  @Operation(summary = "Could this key do this now?")
  public KeyQuestion.Answer couldIt(@PathParam("id") KeyId id, KeyQuestion question) {
    return can.key(id, question);
  }
}
