package dev.belfry.alerting.trigger;

import dev.belfry.alerting.trigger.Happening.Watched;
import dev.belfry.platform.id.Id;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether a trigger rings for what happened. Pure. */
final class Matching {
  private Matching() {}

  /**
   * The first condition that does not hold, by its name in the API; empty where all do. What is
   * asked of monitors must hold for one of them.
   */
  static Optional<String> refusal(NewTrigger.On on, Happening happening) {
    if (!on.wanted().contains(happening.type())) {
      return Optional.of("events");
    }
    List<Watched> ofKind = those(happening.monitors(), on.kinds(), one -> List.of(one.kind()));
    if (on.kinds() != null && ofKind.isEmpty()) {
      return Optional.of("kinds");
    }
    List<Watched> named = those(ofKind, on.monitorIds(), one -> List.of(one.id()));
    if (on.monitorIds() != null && named.isEmpty()) {
      return Optional.of("monitor_ids");
    }
    List<Watched> tagged = those(named, on.tags(), Watched::tags);
    if (on.tags() != null && tagged.isEmpty()) {
      return Optional.of("tags");
    }
    return place(on, happening).or(() -> state(on, happening, tagged));
  }

  /** Those of which something is wanted; all where nothing is asked. */
  private static <T> List<Watched> those(
      List<Watched> some, @Nullable List<T> wanted, Function<Watched, List<T>> its) {
    return wanted == null
        ? some
        : some.stream().filter(one -> !Collections.disjoint(wanted, its.apply(one))).toList();
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

  private static Optional<String> state(
      NewTrigger.On on, Happening happening, List<Watched> monitors) {
    if (on.statuses() != null
        && those(monitors, on.statuses(), one -> List.of(one.status())).isEmpty()) {
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
