package dev.belfry.incident.report;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.time.Times;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.time.DateTimeException;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/reports/incidents")
@RunOnVirtualThread
@Tag(name = "Reports")
class IncidentReportResource {
  private static final String CSV = "text/csv;charset=UTF-8";

  private final IncidentReports reports;

  IncidentReportResource(IncidentReports reports) {
    this.reports = reports;
  }

  /** In which form. */
  enum Format {
    JSON,
    CSV;

    private static Format accepted(Request request) {
      Variant best =
          request.selectVariant(
              Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf("text/csv"))
                  .build());
      return best != null && best.getMediaType().getSubtype().equals("csv") ? CSV : JSON;
    }
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, "text/csv"})
  @Allow(Scope.INCIDENT_READ)
  @Operation(
      summary =
          "How many incidents began in a time, how soon they were acknowledged and how long they took, by"
              + " monitor, category, tag or impact; as JSON or CSV, by Accept or format")
  @APIResponse(
      responseCode = "200",
      description = "The report",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = IncidentReport.class)),
        @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
      })
  public Response incidents(
      @Parameter(description = "30 days before the end unless given") @QueryParam("from")
          @Nullable String from,
      @Parameter(description = "Now unless given; at most 400 days after the beginning")
          @QueryParam("to")
          @Nullable String to,
      @QueryParam("group_by") @DefaultValue("monitor") IncidentReports.GroupBy groupBy,
      @QueryParam("format") @Nullable Format format,
      @Context Request request) {
    IncidentReport report = reports.report(instant("from", from), instant("to", to), groupBy);
    boolean csv = (format == null ? Format.accepted(request) : format) == Format.CSV;
    Response.ResponseBuilder answer =
        csv
            ? Response.ok(report.csv())
                .type(CSV)
                .header("Content-Disposition", "attachment; filename=\"incidents.csv\"")
            : Response.ok(report).type(MediaType.APPLICATION_JSON);
    return answer.header("Vary", "Accept").build();
  }

  private static @Nullable Instant instant(String parameter, @Nullable String text) {
    try {
      return text == null ? null : Times.parse(text);
    } catch (DateTimeException e) {
      throw Problem.parameter(parameter, "must be a time such as 2030-01-31T12:00:00Z");
    }
  }
}
