package dev.belfry.alerting;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.grant.Place;
import dev.belfry.incident.IncidentBrief;
import dev.belfry.incident.IncidentOpened;
import dev.belfry.incident.IncidentResolved;
import dev.belfry.incident.IncidentUpdated;
import dev.belfry.incident.Incidents;
import dev.belfry.monitor.LookView;
import dev.belfry.monitor.MonitorBrief;
import dev.belfry.monitor.MonitorCameUp;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.monitor.MonitorTurned;
import dev.belfry.monitor.MonitorWentDown;
import dev.belfry.notify.Notice;
import dev.belfry.notify.PostOffice;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.DomainEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Composes what webhooks are told, in the shape of the native API. */
@ApplicationScoped
class News {
  /** After the room of incidents has opened or resolved what belongs to the event. */
  private static final int LATE = Interceptor.Priority.APPLICATION + 1_000;

  /** Of one incident, until one is found that may be named. */
  private static final int MOST_ASKED = 20;

  private final PostOffice post;
  private final Incidents incidents;
  private final MonitorService monitors;
  private final ObjectMapper mapper;
  private final Event<Told> told;

  News(
      PostOffice post,
      Incidents incidents,
      MonitorService monitors,
      ObjectMapper mapper,
      Event<Told> told) {
    this.monitors = monitors;
    this.told = told;
    this.post = post;
    this.incidents = incidents;
    this.mapper = mapper;
  }

  /** The {@code data} of a webhook's body. */
  @RegisterForReflection
  record MonitorNews(
      MonitorBrief monitor, @Nullable IncidentBrief incident, @Nullable LookView result) {}

  /**
   * The {@code data} of a webhook's body.
   *
   * @param monitor the first that the incident concerns; absent where there is none of which
   *     everybody who hears of the incident may hear
   */
  @RegisterForReflection
  record IncidentNews(
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Concerned monitor,
      IncidentBrief incident,
      String message) {}

  /** No more of a monitor than whoever may read the incident reads in its title. */
  @RegisterForReflection
  record Concerned(MonitorId id, String name, String type) {}

  void down(@Observes @Priority(LATE) MonitorWentDown event) {
    tellOfMonitor(event, event.monitor(), event.look());
  }

  void up(@Observes @Priority(LATE) MonitorCameUp event) {
    tellOfMonitor(event, event.monitor(), event.look());
  }

  /** An alarm that is held back is not told: that is what holding back is. */
  void turned(@Observes @Priority(LATE) MonitorTurned event) {
    if (event.turn() != MonitorTurned.Turn.DOWN_SUPPRESSED) {
      tellOfMonitor(event, event.monitor(), event.look());
    }
  }

  void opened(@Observes IncidentOpened event) {
    tellOfIncident(event, event.incident(), event.message());
  }

  void updated(@Observes IncidentUpdated event) {
    tellOfIncident(event, event.incident(), event.message());
  }

  void resolved(@Observes IncidentResolved event) {
    tellOfIncident(event, event.incident(), event.message());
  }

  private void tellOfMonitor(DomainEvent event, MonitorBrief monitor, @Nullable LookView look) {
    IncidentBrief incident = incidents.latestOf(event.account(), monitor.id()).orElse(null);
    Notice notice =
        send(event, new MonitorNews(monitor, incident, look), monitor.place(), monitor.id().uuid());
    told.fire(new Told(notice, event, monitor, incident, null));
  }

  private void tellOfIncident(DomainEvent event, IncidentBrief incident, String message) {
    UUID about = incident.monitor() == null ? incident.id().uuid() : incident.monitor();
    Concerned monitor = firstOf(event.account(), incident);
    Notice notice =
        send(event, new IncidentNews(monitor, incident, message), incident.place(), about);
    told.fire(new Told(notice, event, null, incident, null));
  }

  /** One that lies elsewhere is not named to those who only see where the incident lies. */
  private @Nullable Concerned firstOf(AccountId account, IncidentBrief incident) {
    List<MonitorId> concerned =
        incidents
            .concerned(account, List.of(incident.id()), MOST_ASKED)
            .getOrDefault(incident.id(), List.of());
    return monitors.sights(account, concerned).stream()
        .map(MonitorService.Sight::brief)
        .filter(monitor -> isWithin(monitor.place(), incident.place()))
        .min(Comparator.comparingInt(monitor -> concerned.indexOf(monitor.id())))
        .map(monitor -> new Concerned(monitor.id(), monitor.name(), monitor.type()))
        .orElse(null);
  }

  /** Whether whoever may read what lies in the outer place may read what lies in the inner. */
  private static boolean isWithin(Place inner, Place outer) {
    Set<UUID> groups = outer.groups();
    Set<UUID> in = inner.groups();
    return (outer.category() == null || outer.category().equals(inner.category()))
        && groups != null
        && in != null
        && in.containsAll(groups);
  }

  /**
   * All news of one monitor and its incidents reach an endpoint in the order in which they
   * happened.
   */
  private Notice send(DomainEvent event, Object data, Place place, UUID about) {
    Notice notice =
        new Notice(
            event.action(), event.at(), event.account(), place, mapper.valueToTree(data), about);
    post.send(notice);
    return notice;
  }
}
