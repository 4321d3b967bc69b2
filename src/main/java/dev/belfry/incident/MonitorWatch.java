package dev.belfry.incident;

import dev.belfry.access.people.MemberDeleted;
import dev.belfry.account.category.CategoryDeleted;
import dev.belfry.account.group.GroupDeleted;
import dev.belfry.monitor.MonitorCameUp;
import dev.belfry.monitor.MonitorChanged;
import dev.belfry.monitor.MonitorDeleted;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorWentDown;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Opens and resolves incidents as monitors go down and come up. */
@ApplicationScoped
class MonitorWatch {
  private final Outages outages;

  MonitorWatch(Outages outages) {
    this.outages = outages;
  }

  void down(@Observes MonitorWentDown event) {
    String message = event.look().message();
    outages.begin(
        event.account(),
        event.monitor(),
        event.again() ? "Still down after the incident was resolved: " + message : message,
        event.at());
  }

  void up(@Observes MonitorCameUp event) {
    outages.end(event.account(), event.monitor(), event.look().message(), event.at());
  }

  /** Nobody looks any more, so nobody would ever find it up. */
  void paused(@Observes MonitorChanged event) {
    if (event.action().equals("monitor.paused") && event.subject().id() != null) {
      outages.drop(
          event.account(),
          MonitorId.fromString(event.subject().id()),
          "The monitor was paused.",
          new Outages.Done(event.actor(), event.at()));
    }
  }

  void deleted(@Observes MonitorDeleted event) {
    outages.drop(
        event.account(),
        event.monitor(),
        "The monitor was deleted.",
        new Outages.Done(event.actor(), event.at()));
    Incident.flush();
    IncidentMonitor.leave(event.account(), event.monitor());
    Incident.leave(event.account(), event.monitor());
  }

  void categoryDeleted(@Observes CategoryDeleted event) {
    Incident.leaveCategory(event.account(), event.category().uuid());
  }

  void groupDeleted(@Observes GroupDeleted event) {
    Incident.leaveGroup(event.account(), event.group().uuid());
  }

  /** What was his to see to is nobody's, until somebody takes it. */
  void memberDeleted(@Observes MemberDeleted event) {
    Incident.leaveMember(event.account(), event.member().uuid());
  }
}
