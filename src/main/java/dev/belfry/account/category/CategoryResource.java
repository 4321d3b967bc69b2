package dev.belfry.account.category;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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

@Path("/v1/categories")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Categories")
class CategoryResource {
  private final Categories categories;

  CategoryResource(Categories categories) {
    this.categories = categories;
  }

  @GET
  @Allow(Scope.CATEGORY_READ)
  @Operation(summary = "List the categories by name")
  public Page<CategoryView> list(@BeanParam PageRequest page) {
    return categories.list(page.checked());
  }

  @POST
  @Allow(Scope.CATEGORY_CREATE)
  @Operation(summary = "Make a category")
  @ResponseStatus(201)
  public RestResponse<CategoryView> create(NewCategory category) {
    CategoryView made = categories.create(category);
    return RestResponse.ResponseBuilder.<CategoryView>created(
            URI.create("/v1/categories/" + made.id().text()))
        .entity(made)
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.CATEGORY_READ)
  @Operation(summary = "One category")
  public RestResponse<CategoryView> get(@PathParam("id") CategoryId id) {
    return tagged(categories.get(id));
  }

  @PUT
  @Path("/{id}")
  @Allow(Scope.CATEGORY_UPDATE)
  @Operation(summary = "Rename a category")
  public RestResponse<CategoryView> replace(
      @PathParam("id") CategoryId id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      NewCategory wanted) {
    return tagged(categories.replace(id, wanted, ifMatch));
  }

  @DELETE
  @Path("/{id}")
  @Allow(Scope.CATEGORY_DELETE)
  @Operation(summary = "Delete a category; what lies in it stays")
  public void delete(@PathParam("id") CategoryId id) {
    categories.delete(id);
  }

  private static RestResponse<CategoryView> tagged(Categories.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.category())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
