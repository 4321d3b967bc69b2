package dev.belfry.result;

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

@Path("/v1/uptime/policy")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Reports")
class UptimePolicyResource {
  private final UptimePolicies policies;

  UptimePolicyResource(UptimePolicies policies) {
    this.policies = policies;
  }

  @GET
  @Allow(Scope.MONITOR_READ)
  @Operation(summary = "How the account counts time that is neither up nor down")
  public RestResponse<UptimePolicy> get() {
    return tagged(policies.get());
  }

  @PUT
  @Allow(Scope.ACCOUNT_UPDATE)
  @Operation(summary = "Count otherwise, also what was before; needs account:update on everything")
  public RestResponse<UptimePolicy> replace(
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid UptimePolicy wanted) {
    return tagged(policies.replace(wanted, ifMatch));
  }

  private static RestResponse<UptimePolicy> tagged(UptimePolicies.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.policy())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
