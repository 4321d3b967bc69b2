package dev.belfry.incident.bulk;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/incidents/bulk")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Incidents")
class BulkResource {
  private final MassChanges changes;

  BulkResource(MassChanges changes) {
    this.changes = changes;
  }

  @POST
  @Allow(Scope.INCIDENT_READ)
  @Operation(
      summary =
          "Resolve or acknowledge up to 1,000 incidents, each with the scope that it takes alone; what"
              + " the caller may not change is named")
  public MassReport change(@NotNull @Valid MassChange change) {
    return changes.change(change);
  }
}
