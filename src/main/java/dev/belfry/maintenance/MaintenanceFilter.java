package dev.belfry.maintenance;

import dev.belfry.account.category.CategoryId;
import dev.belfry.monitor.MonitorId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What the list of windows is asked for; a bean parameter of the resource. */
@RegisterForReflection
public class MaintenanceFilter {
  @QueryParam("status")
  @Nullable MaintenanceStatus status;

  @Parameter(description = "Windows that cover this monitor, as things are now")
  @QueryParam("monitor_id")
  @Nullable MonitorId monitor;

  @Parameter(description = "Windows that select this category")
  @QueryParam("category")
  @Nullable CategoryId category;
}
