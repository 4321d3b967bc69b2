package dev.belfry.access.usage;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/account/usage")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Account")
class AccountUsageResource {
  private final UsageReports reports;

  AccountUsageResource(UsageReports reports) {
    this.reports = reports;
  }

  @GET
  @Allow(Scope.ACCOUNT_READ)
  @Operation(summary = "Calls by time, route, status and key, and what is left of the plan's hour")
  public AccountUsageView usage(@BeanParam UsagePeriod period) {
    return reports.ofAccount(period);
  }
}
