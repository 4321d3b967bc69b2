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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
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
  private final KeyEnding ending;

  KeyResource(KeyService keys, KeyEnding ending) {
    this.keys = keys;
    this.ending = ending;
  }

  @GET
  @Allow(Scope.KEY_READ)
  @Operation(summary = "List the keys that one may see, newest first; those that have ended too")
  public Page<KeyView> list(@BeanParam PageRequest page, @BeanParam KeyFilter filter) {
    return keys.list(page.checked(), filter);
  }

  @POST
  @Allow(Scope.KEY_CREATE)
  @Operation(summary = "Make a key; this answer alone shows it")
  @ResponseStatus(201)
  public RestResponse<KeyView> create(NewKey key) {
    return keys.create(key).shown();
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
  @Operation(summary = "Replace what a key is called and what it gives")
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
  @Operation(
      summary = "Change what a key is called or what it gives; null takes away, which may widen it")
  public RestResponse<KeyView> patch(
      @PathParam("id") KeyId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode patch) {
    return tagged(keys.patch(id, patch, ifMatch));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.KEY_DELETE)
  @Operation(summary = "Revoke and hide a key")
  public void delete(@PathParam("id") KeyId id) {
    ending.delete(id);
  }

  private static RestResponse<KeyView> tagged(KeyService.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.key())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
