package dev.belfry.incident;

import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.monitor.MonitorId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** What the list of incidents is asked for; a bean parameter of the resource. */
@RegisterForReflection
public class IncidentFilter {
  @QueryParam("status")
  @Nullable IncidentStatus status;

  /** true: not resolved yet. */
  @QueryParam("open")
  @Nullable Boolean open;

  @QueryParam("monitor_id")
  @Nullable MonitorId monitor;

  @QueryParam("group")
  @Nullable GroupId group;

  @QueryParam("category")
  @Nullable CategoryId category;
}
