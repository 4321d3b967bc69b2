package dev.belfry.monitor;

import dev.belfry.account.CategoryDeleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Monitors of a deleted category are in none. */
@ApplicationScoped
class LetGo {
  void hear(@Observes CategoryDeleted event) {
    Monitor.leave(event.account(), event.category());
  }
}
