package dev.belfry.maintenance;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.http.ChangesNothing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/maintenance/preview")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Maintenance")
class MaintenancePreviewResource {
  private final MaintenancePreview preview;

  MaintenancePreviewResource(MaintenancePreview preview) {
    this.preview = preview;
  }

  @POST
  @ChangesNothing
  @Allow(Scope.MAINTENANCE_CREATE)
  @Operation(
      summary =
          "What a maintenance window would mute, when, and which others overlap; nothing is kept")
  public MaintenancePreview.Preview preview(NewMaintenance wanted) {
    return preview.of(wanted);
  }
}
