package dev.belfry.maintenance;

import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** For rooms above: what is planned for monitors, whoever asks. */
@ApplicationScoped
public class Maintenances {
  /** Occurrences that touch the span, by start. */
  public List<Planned> touching(
      AccountId account, Collection<MonitorId> monitors, Instant from, Instant until) {
    return List.of();
  }
}
