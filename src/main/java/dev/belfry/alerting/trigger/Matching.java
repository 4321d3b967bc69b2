package dev.belfry.alerting.trigger;

import dev.belfry.platform.id.Id;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether a trigger rings for what happened. Pure. */
final class Matching {
  private Matching() {}

  /** The first condition that does not hold, by its name in the API; empty where all do. */
  static Optional<String> refusal(NewTrigger.On on, Happening happening) {
    if (!on.wanted().contains(happening.type())) {
      return Optional.of("events");
    }
    if (on.kinds() != null && !holds(on.kinds(), happening.kind())) {
      return Optional.of("kinds");
    }
    if (on.monitorIds() != null && !names(on.monitorIds(), happening.monitor())) {
      return Optional.of("monitor_ids");
    }
    if (on.tags() != null && on.tags().stream().noneMatch(happening.tags()::contains)) {
      return Optional.of("tags");
    }
    return place(on, happening).or(() -> state(on, happening));
  }

  private static Optional<String> place(NewTrigger.On on, Happening happening) {
    if (on.categoryIds() != null && !names(on.categoryIds(), happening.place().category())) {
      return Optional.of("category_ids");
    }
    Set<UUID> groups = happening.place().groups();
    if (on.groupIds() != null
        && (groups == null || groups.stream().noneMatch(group -> names(on.groupIds(), group)))) {
      return Optional.of("group_ids");
    }
    return Optional.empty();
  }

  private static Optional<String> state(NewTrigger.On on, Happening happening) {
    if (on.statuses() != null && !holds(on.statuses(), happening.status())) {
      return Optional.of("statuses");
    }
    if (on.impacts() != null && !holds(on.impacts(), happening.impact())) {
      return Optional.of("impacts");
    }
    if (on.daysLeft() != null && !holds(on.daysLeft(), happening.daysLeft())) {
      return Optional.of("days_left");
    }
    return Optional.empty();
  }

  private static <T> boolean holds(Collection<T> wanted, @Nullable T value) {
    return value != null && wanted.contains(value);
  }

  private static boolean names(List<? extends Id> wanted, @Nullable UUID id) {
    return id != null && wanted.stream().anyMatch(one -> one.uuid().equals(id));
  }
}
