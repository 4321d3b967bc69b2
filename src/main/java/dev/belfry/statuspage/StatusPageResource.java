package dev.belfry.statuspage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Allow;
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
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/status-pages")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Status pages")
class StatusPageResource {
  private final StatusPageService pages;
  private final DomainProofs proofs;

  StatusPageResource(StatusPageService pages, DomainProofs proofs) {
    this.pages = pages;
    this.proofs = proofs;
  }

  @GET
  @Allow(Scope.STATUSPAGE_READ)
  @Operation(summary = "List the status pages, newest first")
  public Page<StatusPageView> list(@BeanParam PageRequest page) {
    return pages.list(page.checked());
  }

  @POST
  @Allow(Scope.STATUSPAGE_CREATE)
  @Operation(summary = "Make a status page; it shows monitors that you may read")
  @ResponseStatus(201)
  public RestResponse<StatusPageView> create(NewStatusPage page) {
    StatusPageService.Versioned made = pages.create(page);
    return RestResponse.ResponseBuilder.<StatusPageView>created(
            URI.create("/v1/status-pages/" + made.page().id().text()))
        .entity(made.page())
        .header(HttpHeaders.ETAG, EntityTag.of(made.version()))
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.STATUSPAGE_READ)
  @Operation(summary = "One status page; its password is not shown")
  public RestResponse<StatusPageView> get(@PathParam("id") StatusPageId id) {
    return tagged(pages.get(id));
  }

  @PUT
  @Path("/{id}")
  @Allow(Scope.STATUSPAGE_UPDATE)
  @Operation(summary = "Replace a status page; from now on it shows what you may read")
  public RestResponse<StatusPageView> replace(
      @PathParam("id") StatusPageId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      NewStatusPage page) {
    return tagged(pages.replace(id, page, ifMatch));
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.STATUSPAGE_UPDATE)
  @Operation(summary = "Change a status page; from now on it shows what you may read")
  public RestResponse<StatusPageView> patch(
      @PathParam("id") StatusPageId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode patch) {
    return tagged(pages.patch(id, patch, ifMatch));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.STATUSPAGE_DELETE)
  @Operation(summary = "Delete a status page; its slug and its domain are free then")
  public void delete(@PathParam("id") StatusPageId id) {
    pages.delete(id);
  }

  @POST
  @Path("/{id}/domain/verify")
  @Consumes(MediaType.WILDCARD)
  @Allow(Scope.STATUSPAGE_UPDATE)
  @Operation(
      summary =
          "Look in the DNS whether the domain is proven; 5 seconds later at the earliest again")
  public RestResponse<StatusPageView> verify(@PathParam("id") StatusPageId id) {
    return tagged(proofs.verify(id));
  }

  private static RestResponse<StatusPageView> tagged(StatusPageService.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.page())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
