package dev.belfry.bulk;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.stream.OpenStreams;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/monitors/bulk")
@RunOnVirtualThread
@Tag(name = "Monitors")
class BulkResource {
  private final MassChanges changes;
  private final Runs runs;

  BulkResource(MassChanges changes, Runs runs) {
    this.changes = changes;
    this.runs = runs;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({MediaType.APPLICATION_JSON, Runs.LINES})
  @Allow(Scope.MONITOR_READ)
  @APIResponse(
      responseCode = "200",
      description =
          "What came of it; with progress=true lines of JSON, of which the last is the report or a problem",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = MassReport.class)),
        @Content(mediaType = Runs.LINES, schema = @Schema(implementation = Progress.class))
      })
  @Operation(
      summary =
          "Pause, resume, change, tag, delete or check many monitors, each with the scope that it takes alone; what the"
              + " caller may not change is named. More than 1,000 need progress=true")
  public Response change(
      MassChange change,
      @Parameter(description = "Lines of JSON while it goes on; it stops when nobody reads them")
          @QueryParam("progress")
          @DefaultValue("false")
          boolean progress,
      @HeaderParam("Idempotency-Key") @Parameter(hidden = true) @Nullable String key)
      throws IOException {
    MassChanges.Plan plan = changes.plan(change, progress);
    return progress
        ? Response.ok(runs.heard(Scope.MONITOR_READ, key, on -> changes.carryOut(plan, on)))
            .type(Runs.LINES)
            .build()
        : Response.ok(
                runs.unheard(
                    Scope.MONITOR_READ, OpenStreams.Use.CHANGES, on -> changes.carryOut(plan, on)))
            .type(MediaType.APPLICATION_JSON)
            .build();
  }
}
