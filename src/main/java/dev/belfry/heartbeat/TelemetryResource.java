package dev.belfry.heartbeat;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.account.category.CategoryId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/telemetry/{key}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Heartbeats")
class TelemetryResource {
  private final TelemetryService telemetry;

  TelemetryResource(TelemetryService telemetry) {
    this.telemetry = telemetry;
  }

  @POST
  @Allow(Scope.TELEMETRY_WRITE)
  @Operation(
      summary = "Report to the heartbeat with this key",
      description =
          "With create=true one that is not there is made, in the category if one is given; that needs"
              + " monitor:create too.")
  public TelemetryReceipt report(
      @PathParam("key") String key,
      @QueryParam("create") @DefaultValue("false") boolean create,
      @QueryParam("category") @Nullable CategoryId category,
      @NotNull @Valid Telemetry report) {
    return telemetry.report(key, report, create, category);
  }
}
