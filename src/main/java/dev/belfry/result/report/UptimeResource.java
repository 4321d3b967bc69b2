package dev.belfry.result.report;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.monitor.directory.MonitorDirectory;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.result.PolicyQuery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/uptime")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Reports")
class UptimeResource {
  private final UptimeService uptime;

  UptimeResource(UptimeService uptime) {
    this.uptime = uptime;
  }

  @GET
  @Allow(Scope.MONITOR_READ)
  @Operation(
      summary = "Uptime of monitors over 24 hours, 7, 30 and 90 days, of each and of all together")
  public UptimeView uptime(
      @BeanParam MonitorDirectory.Choice choice,
      @BeanParam PageRequest page,
      @BeanParam PolicyQuery policy) {
    return uptime.of(choice, page.checked(), policy);
  }
}
