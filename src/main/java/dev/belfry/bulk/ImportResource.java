package dev.belfry.bulk;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.stream.OpenStreams;
import dev.belfry.monitor.MonitorSeries;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path(ImportResource.PATH)
@RunOnVirtualThread
@Tag(name = "Monitors")
class ImportResource {
  static final String PATH = "/v1/monitors/import";

  private final CsvFile files;
  private final Imports imports;
  private final Runs runs;

  ImportResource(CsvFile files, Imports imports, Runs runs) {
    this.files = files;
    this.imports = imports;
    this.runs = runs;
  }

  @POST
  @Consumes("text/csv")
  @Produces({MediaType.APPLICATION_JSON, Runs.LINES})
  @Allow(Scope.MONITOR_CREATE)
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "text/csv",
              schema = @Schema(implementation = String.class),
              example = "name,type,url,tags,category\nShop,http,https://shop.example/,web;eu,Shop"))
  @APIResponse(
      responseCode = "200",
      description =
          "What came of it; with progress=true lines of JSON, of which the last is the report or a problem",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ImportReport.class)),
        @Content(mediaType = Runs.LINES, schema = @Schema(implementation = Progress.class))
      })
  @Operation(
      summary =
          "Make monitors from CSV in UTF-8, at most 10,000 and 10 MB. The first line names fields of a monitor, with a dot"
              + " below objects; besides category and groups, by id or name. Lists are separated by ; or |")
  public Response read(
      InputStream file,
      @Parameter(description = "Do all but keep nothing, and name every bad row")
          @QueryParam("dry_run")
          @DefaultValue("false")
          boolean dryRun,
      @QueryParam("mode") @DefaultValue("all_or_nothing") ImportMode mode,
      @Parameter(description = "What to do with a row whose key a monitor has already")
          @QueryParam("on_existing")
          @DefaultValue("fail")
          MonitorSeries.OnExisting onExisting,
      @Parameter(description = "Lines of JSON while it goes on; it stops when nobody reads them")
          @QueryParam("progress")
          @DefaultValue("false")
          boolean progress,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) MediaType type,
      @HeaderParam("Idempotency-Key") @Parameter(hidden = true) @Nullable String key)
      throws IOException {
    Imports.Terms terms = new Imports.Terms(dryRun, mode, onExisting);
    files.requireReadable(type.getParameters().get("charset"));
    if (progress) {
      var rows = files.read(file);
      return Response.ok(
              runs.heard(Scope.MONITOR_CREATE, key, on -> imports.apply(rows, terms, on)))
          .type(Runs.LINES)
          .build();
    }
    return Response.ok(
            runs.unheard(
                Scope.MONITOR_CREATE,
                OpenStreams.Use.LONG_CHANGES,
                on -> imports.apply(files.read(file), terms, on)))
        .type(MediaType.APPLICATION_JSON)
        .build();
  }
}
