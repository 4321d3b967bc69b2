package dev.belfry.alerting;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.incident.IncidentBrief;
import dev.belfry.incident.IncidentOpened;
import dev.belfry.incident.IncidentResolved;
import dev.belfry.incident.IncidentUpdated;
import dev.belfry.incident.Incidents;
import dev.belfry.monitor.LookView;
import dev.belfry.monitor.MonitorBrief;
import dev.belfry.monitor.MonitorCameUp;
import dev.belfry.monitor.MonitorWentDown;
import dev.belfry.notify.Notice;
import dev.belfry.notify.PostOffice;
import dev.belfry.platform.event.DomainEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.jspecify.annotations.Nullable;

/** Composes what webhooks are told, in the shape of the native API. */
@ApplicationScoped
class News {
  /** After the room of incidents has opened or resolved what belongs to the event. */
  private static final int LATE = Interceptor.Priority.APPLICATION + 1_000;

  private final PostOffice post;
  private final Incidents incidents;
  private final ObjectMapper mapper;

  News(PostOffice post, Incidents incidents, ObjectMapper mapper) {
    this.post = post;
    this.incidents = incidents;
    this.mapper = mapper;
  }

  /** The {@code data} of a webhook's body. */
  record MonitorNews(MonitorBrief monitor, @Nullable IncidentBrief incident, LookView result) {}

  /** The {@code data} of a webhook's body. */
  record IncidentNews(IncidentBrief incident, String message) {}

  void down(@Observes @Priority(LATE) MonitorWentDown event) {
    IncidentBrief incident = incidents.openOf(event.account(), event.monitor().id()).orElse(null);
    tell(event, new MonitorNews(event.monitor(), incident, event.look()));
  }

  void up(@Observes @Priority(LATE) MonitorCameUp event) {
    tell(event, new MonitorNews(event.monitor(), null, event.look()));
  }

  void opened(@Observes IncidentOpened event) {
    tell("incident.created", event, new IncidentNews(event.incident(), event.message()));
  }

  void updated(@Observes IncidentUpdated event) {
    tell(event, new IncidentNews(event.incident(), event.message()));
  }

  void resolved(@Observes IncidentResolved event) {
    tell(event, new IncidentNews(event.incident(), event.message()));
  }

  private void tell(DomainEvent event, Object data) {
    tell(event.action(), event, data);
  }

  private void tell(String type, DomainEvent event, Object data) {
    post.send(
        new Notice(
            type,
            event.at(),
            event.account(),
            event.subject().category(),
            mapper.valueToTree(data)));
  }
}
