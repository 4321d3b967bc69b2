package dev.belfry.alerting;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.maintenance.MaintenanceBrief;
import dev.belfry.maintenance.MaintenanceTurned;
import dev.belfry.notify.Notice;
import dev.belfry.notify.PostOffice;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Composes what is told of maintenance that begins and ends. */
@ApplicationScoped
class MaintenanceNews {
  private final PostOffice post;
  private final ObjectMapper mapper;

  MaintenanceNews(PostOffice post, ObjectMapper mapper) {
    this.post = post;
    this.mapper = mapper;
  }

  /** The {@code data} of a webhook's body. */
  @RegisterForReflection
  record Data(MaintenanceBrief maintenance) {}

  void turned(@Observes MaintenanceTurned event) {
    post.send(
        new Notice(
            event.action(),
            event.at(),
            event.account(),
            event.place(),
            mapper.valueToTree(new Data(event.maintenance())),
            event.maintenance().id().uuid()));
  }
}
