package dev.belfry.result;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.check.Verdict;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.page.Stretch;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/monitors/{id}/results")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Monitors")
class ResultResource {
  private final ResultService results;

  ResultResource(ResultService results) {
    this.results = results;
  }

  @GET
  @Allow(Scope.MONITOR_READ)
  @Operation(summary = "What the looks of a monitor found, newest first")
  public Stretch<ResultView> list(
      @PathParam("id") MonitorId id,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("status") @Nullable Verdict status,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("20") int limit) {
    return results.list(id, Span.parse(from, to), status, cursor, PageRequest.checkedLimit(limit));
  }
}
