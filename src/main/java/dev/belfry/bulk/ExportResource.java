package dev.belfry.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.monitor.MonitorQuery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/monitors/export")
@RunOnVirtualThread
@Tag(name = "Monitors")
class ExportResource {
  private final Exports exports;

  ExportResource(Exports exports) {
    this.exports = exports;
  }

  @GET
  @Produces({"text/csv", MediaType.APPLICATION_JSON})
  @Allow(Scope.MONITOR_READ)
  @APIResponse(
      responseCode = "200",
      description = "The monitors",
      content = {
        @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)),
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(type = SchemaType.ARRAY, implementation = JsonNode.class))
      })
  @Operation(
      summary =
          "All monitors that match, as the import reads them or as an array of bodies; secrets are ***, and refused by the"
              + " import until they are filled in")
  public Response export(
      @BeanParam MonitorQuery query,
      @QueryParam("format") @DefaultValue("csv") ExportFormat format) {
    return Response.ok(exports.begin(query, format))
        .type(format.mediaType)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"monitors." + format.name().toLowerCase(Locale.ROOT) + "\"")
        .build();
  }
}
