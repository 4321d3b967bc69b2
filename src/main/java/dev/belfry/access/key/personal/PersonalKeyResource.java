package dev.belfry.access.key.personal;

import dev.belfry.access.SignedIn;
import dev.belfry.access.credential.KeyId;
import dev.belfry.access.key.KeyFilter;
import dev.belfry.access.key.KeyView;
import dev.belfry.access.key.NewKey;
import dev.belfry.access.key.Rotation;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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

@Path("/v1/personal-keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Keys")
class PersonalKeyResource {
  private final PersonalKeys keys;

  PersonalKeyResource(PersonalKeys keys) {
    this.keys = keys;
  }

  @GET
  @SignedIn
  @Operation(summary = "List one's own keys; needs a session and no scope")
  public Page<KeyView> list(@BeanParam PageRequest page, @BeanParam KeyFilter filter) {
    return keys.list(page.checked(), filter);
  }

  @POST
  @SignedIn
  @Operation(summary = "Make a personal key with no more than one's own rights")
  @ResponseStatus(201)
  public RestResponse<KeyView> create(NewKey key) {
    return keys.create(key).shown();
  }

  @POST
  @Path("/{id}/rotate")
  @SignedIn
  @Operation(summary = "Replace one's own key by a successor with the same rights")
  @ResponseStatus(201)
  public RestResponse<KeyView> rotate(
      @PathParam("id") KeyId id, @RequestBody(required = false) Rotation wanted) {
    return keys.rotate(id, wanted).shown();
  }

  @DELETE
  @Path("/{id}")
  @SignedIn
  @Operation(summary = "Revoke one's own key, at once and for ever")
  public void revoke(@PathParam("id") KeyId id) {
    keys.revoke(id);
  }
}
