package dev.belfry.statuspage.published;

import dev.belfry.access.Open;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/status/{slug}/api/v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Public status pages")
@APIResponse(
    responseCode = "200",
    description = "The document",
    content = @Content(schema = @Schema(implementation = Object.class)))
class StatuspageApiResource {
  private final StatuspageApi api;

  StatuspageApiResource(StatuspageApi api) {
    this.api = api;
  }

  @GET
  @Path("/status.json")
  @Open(PublicPageResource.WHY)
  @Operation(summary = "How all of the page stands, as Statuspage tells it")
  public Response status(@PathParam("slug") String slug, @BeanParam Visitor visitor) {
    return answer(slug, visitor, StatuspageApi.Document.STATUS);
  }

  @GET
  @Path("/summary.json")
  @Open(PublicPageResource.WHY)
  @Operation(
      summary =
          "The page with its components, open incidents and maintenance, as Statuspage tells it")
  public Response summary(@PathParam("slug") String slug, @BeanParam Visitor visitor) {
    return answer(slug, visitor, StatuspageApi.Document.SUMMARY);
  }

  @GET
  @Path("/components.json")
  @Open(PublicPageResource.WHY)
  @Operation(summary = "The components of the page, as Statuspage tells them")
  public Response components(@PathParam("slug") String slug, @BeanParam Visitor visitor) {
    return answer(slug, visitor, StatuspageApi.Document.COMPONENTS);
  }

  @GET
  @Path("/incidents.json")
  @Open(PublicPageResource.WHY)
  @Operation(summary = "The last 50 incidents, as Statuspage tells them")
  public Response incidents(@PathParam("slug") String slug, @BeanParam Visitor visitor) {
    return answer(slug, visitor, StatuspageApi.Document.INCIDENTS);
  }

  @GET
  @Path("/incidents/unresolved.json")
  @Open(PublicPageResource.WHY)
  @Operation(summary = "The open incidents, as Statuspage tells them")
  public Response unresolved(@PathParam("slug") String slug, @BeanParam Visitor visitor) {
    return answer(slug, visitor, StatuspageApi.Document.UNRESOLVED);
  }

  @GET
  @Path("/scheduled-maintenances.json")
  @Open(PublicPageResource.WHY)
  @Operation(summary = "Maintenance, as Statuspage tells it")
  public Response maintenances(@PathParam("slug") String slug, @BeanParam Visitor visitor) {
    return answer(slug, visitor, StatuspageApi.Document.MAINTENANCES);
  }

  @GET
  @Path("/scheduled-maintenances/upcoming.json")
  @Open(PublicPageResource.WHY)
  @Operation(summary = "Maintenance that is to come, as Statuspage tells it")
  public Response upcoming(@PathParam("slug") String slug, @BeanParam Visitor visitor) {
    return answer(slug, visitor, StatuspageApi.Document.UPCOMING);
  }

  @GET
  @Path("/scheduled-maintenances/active.json")
  @Open(PublicPageResource.WHY)
  @Operation(summary = "Maintenance that is under way, as Statuspage tells it")
  public Response active(@PathParam("slug") String slug, @BeanParam Visitor visitor) {
    return answer(slug, visitor, StatuspageApi.Document.ACTIVE);
  }

  private Response answer(String slug, Visitor visitor, StatuspageApi.Document document) {
    return Answers.shared(api.show(slug, visitor, document), visitor);
  }
}
