package dev.belfry.incident;

import dev.belfry.account.category.CategoryDeleted;
import dev.belfry.account.group.GroupDeleted;
import dev.belfry.monitor.MonitorCameUp;
import dev.belfry.monitor.MonitorChanged;
import dev.belfry.monitor.MonitorDeleted;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorWentDown;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;

/** Opens and resolves incidents as monitors go down and come up. */
@ApplicationScoped
class MonitorWatch {
  private final IncidentStory story;

  MonitorWatch(IncidentStory story) {
    this.story = story;
  }

  /** One that a person had left open, or that a crash left, goes on. */
  void down(@Observes MonitorWentDown event) {
    if (Incident.openOf(event.account(), event.monitor().id()).isEmpty()) {
      String message = event.look().message();
      story.open(
          event.account(),
          event.monitor(),
          event.again() ? "Still down after the incident was resolved: " + message : message,
          event.at());
    }
  }

  void up(@Observes MonitorCameUp event) {
    resolve(
        event.account(), event.monitor().id(), event.look().message(), Actor.SYSTEM, event.at());
  }

  /** Nobody looks any more, so nobody would ever find it up. */
  void paused(@Observes MonitorChanged event) {
    if (event.action().equals("monitor.paused") && event.subject().id() != null) {
      MonitorId monitor = MonitorId.fromString(event.subject().id());
      resolve(event.account(), monitor, "The monitor was paused.", event.actor(), event.at());
    }
  }

  void deleted(@Observes MonitorDeleted event) {
    resolve(
        event.account(), event.monitor(), "The monitor was deleted.", event.actor(), event.at());
    Incident.flush();
    Incident.leave(event.account(), event.monitor());
  }

  void categoryDeleted(@Observes CategoryDeleted event) {
    Incident.leaveCategory(event.account(), event.category().uuid());
  }

  void groupDeleted(@Observes GroupDeleted event) {
    Incident.leaveGroup(event.account(), event.group().uuid());
  }

  private void resolve(
      AccountId account, MonitorId monitor, String message, Actor actor, Instant at) {
    Incident.openOf(account, monitor)
        .ifPresent(incident -> story.resolve(incident, message, actor, at));
  }
}
