package dev.belfry.incident.grouping;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.http.EntityTag;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/incidents/grouping")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Incidents")
class GroupingResource {
  private final Groupings groupings;

  GroupingResource(Groupings groupings) {
    this.groupings = groupings;
  }

  @GET
  @Allow(Scope.INCIDENT_READ)
  @Operation(summary = "Which outages are one incident")
  public RestResponse<Grouping> get() {
    return tagged(groupings.get());
  }

  @PUT
  @Allow(Scope.ACCOUNT_UPDATE)
  @Operation(
      summary =
          "Let outages within a window of each other be one incident, by parent, category or tag;"
              + " needs account:update on everything")
  public RestResponse<Grouping> replace(
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid Grouping wanted) {
    return tagged(groupings.replace(wanted, ifMatch));
  }

  private static RestResponse<Grouping> tagged(Groupings.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.grouping())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
