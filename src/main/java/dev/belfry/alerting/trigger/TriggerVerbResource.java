package dev.belfry.alerting.trigger;

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

/** What one does with triggers besides editing them one by one. */
@Path("/v1/triggers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Triggers")
class TriggerVerbResource {
  private final MassRoles roles;
  private final Simulator simulator;

  TriggerVerbResource(MassRoles roles, Simulator simulator) {
    this.roles = roles;
    this.simulator = simulator;
  }

  @POST
  @Path("/roles")
  @Allow(Scope.TRIGGER_UPDATE)
  @Operation(
      summary =
          "Add, remove or replace the notification roles of many triggers; what the caller may not"
              + " change is named")
  public RoleChange.Report roles(RoleChange change) {
    return roles.change(change);
  }

  @POST
  @Path("/simulate")
  @ChangesNothing
  @Allow(Scope.TRIGGER_READ)
  @Operation(
      summary =
          "Replay recorded incidents through a trigger that is not kept: what would have rung, when"
              + " and whom; at most 31 days and 1,000 rings")
  public Simulation.Report simulate(Simulation asked) {
    return simulator.replay(asked);
  }
}
