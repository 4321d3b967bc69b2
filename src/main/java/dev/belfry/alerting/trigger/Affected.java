package dev.belfry.alerting.trigger;

import dev.belfry.incident.IncidentId;
import dev.belfry.incident.Incidents;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.monitor.MonitorService.Sight;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The monitors that incidents concern, whoever may see them; in the caller's transaction. */
@ApplicationScoped
class Affected {
  /** As many as one incident can come to by outages. */
  private static final int MOST_MONITORS = 500;

  /** So many incidents are asked about at once that their monitors fit into one statement. */
  static final int MOST_INCIDENTS = 50;

  private final Incidents incidents;
  private final MonitorService monitors;

  Affected(Incidents incidents, MonitorService monitors) {
    this.incidents = incidents;
    this.monitors = monitors;
  }

  List<Sight> of(AccountId account, IncidentId incident) {
    return of(account, List.of(incident)).getOrDefault(incident, List.of());
  }

  /**
   * As they are now, in the order in which they came.
   *
   * @param some at most {@value #MOST_INCIDENTS}
   */
  Map<IncidentId, List<Sight>> of(AccountId account, Collection<IncidentId> some) {
    Map<IncidentId, List<MonitorId>> concerned = incidents.concerned(account, some, MOST_MONITORS);
    Map<MonitorId, Sight> sights =
        monitors
            .sights(account, concerned.values().stream().flatMap(List::stream).distinct().toList())
            .stream()
            .collect(Collectors.toMap(sight -> sight.brief().id(), Function.identity()));
    Map<IncidentId, List<Sight>> found = new HashMap<>();
    concerned.forEach(
        (incident, ids) ->
            found.put(incident, ids.stream().map(sights::get).filter(Objects::nonNull).toList()));
    return found;
  }
}
