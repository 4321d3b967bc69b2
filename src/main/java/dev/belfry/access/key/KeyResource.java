package dev.belfry.access.key;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Allow;
import dev.belfry.access.credential.KeyId;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Keys")
class KeyResource {
  private final KeyService keys;

  KeyResource(KeyService keys) {
    this.keys = keys;
  }

  @GET
  @Allow(Scope.KEY_READ)
  @Operation(summary = "List the keys, newest first")
  public Page<KeyView> list(
      @BeanParam PageRequest page, @QueryParam("status") @Nullable KeyStatus status) {
    return keys.list(page.checked(), status);
  }

  @POST
  @Allow(Scope.KEY_CREATE)
  @Operation(summary = "Make a key; this answer alone shows it")
  @ResponseStatus(201)
  public RestResponse<KeyView> create(NewKey key) {
    KeyView made = keys.create(key);
    CacheControl never = new CacheControl();
    never.setNoStore(true);
    return RestResponse.ResponseBuilder.<KeyView>created(URI.create("/v1/keys/" + made.id().text()))
        .entity(made)
        .cacheControl(never)
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.KEY_READ)
  @Operation(summary = "One key")
  public RestResponse<KeyView> get(@PathParam("id") KeyId id) {
    return tagged(keys.get(id));
  }

  @PUT
  @Path("/{id}")
  @Allow(Scope.KEY_UPDATE)
  @Operation(summary = "Replace name, description and labels")
  public RestResponse<KeyView> replace(
      @PathParam("id") KeyId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      KeyPatch wanted) {
    return tagged(keys.replace(id, wanted, ifMatch));
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.KEY_UPDATE)
  @Operation(summary = "Change name, description or labels")
  public RestResponse<KeyView> patch(
      @PathParam("id") KeyId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode patch) {
    return tagged(keys.patch(id, patch, ifMatch));
  }

  @POST
  @Path("/{id}/revoke")
  @Consumes(MediaType.WILDCARD)
  @Allow(Scope.KEY_UPDATE)
  @Operation(summary = "Revoke a key, at once and for ever")
  public KeyView revoke(@PathParam("id") KeyId id) {
    return keys.revoke(id);
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.KEY_DELETE)
  @Operation(summary = "Revoke and hide a key")
  public void delete(@PathParam("id") KeyId id) {
    keys.delete(id);
  }

  private static RestResponse<KeyView> tagged(KeyService.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.key())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
