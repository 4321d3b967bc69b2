package dev.belfry.result.report;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.monitor.directory.MonitorDirectory;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.result.PolicyQuery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
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
import java.time.InstantSource;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/reports")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Reports")
class ReportResource {
  private final ReportService reports;
  private final InstantSource clock;

  ReportResource(ReportService reports, InstantSource clock) {
    this.reports = reports;
    this.clock = clock;
  }

  /** In which form. */
  enum Format {
    JSON(MediaType.APPLICATION_JSON),
    CSV("text/csv;charset=UTF-8"),
    HTML("text/html;charset=UTF-8");

    private final String type;

    Format(String type) {
      this.type = type;
    }

    private static Format accepted(Request request) {
      Variant best =
          request.selectVariant(
              Variant.mediaTypes(
                      MediaType.APPLICATION_JSON_TYPE,
                      MediaType.valueOf("text/csv"),
                      MediaType.TEXT_HTML_TYPE)
                  .build());
      return best == null
          ? JSON
          : switch (best.getMediaType().getSubtype()) {
            case "csv" -> CSV;
            case "html" -> HTML;
            default -> JSON;
          };
    }
  }

  @GET
  @Path("/uptime")
  @Produces({MediaType.APPLICATION_JSON, "text/csv", MediaType.TEXT_HTML})
  @Allow(Scope.MONITOR_READ)
  @Operation(
      summary =
          "Uptime, downtime and outages of a month, by monitor, tag or category; as JSON, as CSV or as a page to print,"
              + " by Accept or format")
  @APIResponse(
      responseCode = "200",
      description = "The report",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ReportView.class)),
        @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)),
        @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(implementation = String.class))
      })
  public Response uptime(
      @Parameter(description = "Such as 2030-01; the last one that is over unless given")
          @QueryParam("month")
          @Nullable String month,
      @Parameter(description = "Of the IANA database; UTC unless given") @QueryParam("time_zone")
          @Nullable String timeZone,
      @QueryParam("group_by") @DefaultValue("monitor") ReportService.GroupBy groupBy,
      @Parameter(
              description = "Percent of uptime that was promised: each row says whether it met it")
          @QueryParam("target")
          @Nullable String target,
      @QueryParam("format") @Nullable Format format,
      @BeanParam MonitorDirectory.Choice choice,
      @BeanParam PolicyQuery policy,
      @Context Request request) {
    Asked asked = Asked.parse(month, timeZone, target, clock.instant());
    ReportView report = reports.uptime(choice, asked, groupBy, policy);
    return answer(report, format == null ? Format.accepted(request) : format);
  }

  private static Response answer(ReportView report, Format format) {
    Object body =
        switch (format) {
          case JSON -> report;
          case CSV -> ReportText.csv(report);
          case HTML -> ReportPage.of(report);
        };
    Response.ResponseBuilder answer = Response.ok(body).type(format.type).header("Vary", "Accept");
    if (format == Format.CSV) {
      String name =
          "uptime-" + report.month() + "-" + report.groupBy().name().toLowerCase(Locale.ROOT);
      answer.header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
    }
    if (format == Format.HTML) {
      answer.header("Content-Security-Policy", ReportPage.SECURITY);
    }
    return answer.build();
  }

  @GET
  @Path("/expiring")
  @Allow(Scope.MONITOR_READ)
  @Operation(
      summary = "Certificates and domains that end soon or have ended, the first to end first")
  public Page<ExpiringView> expiring(
      @QueryParam("within_days") @DefaultValue("30") int withinDays, @BeanParam PageRequest page) {
    return reports.expiring(withinDays, page.checked());
  }
}
