package dev.belfry.access.grant;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * One grant's reach: a thing is in it when its category and its groups both are. Pairs of several
 * grants are never mixed.
 */
@RegisterForReflection
public record Pair(Selection categories, Selection groups) {
  public static final Pair ALL = new Pair(Selection.ALL, Selection.ALL);

  public boolean contains(Pair other) {
    return categories.contains(other.categories) && groups.contains(other.groups);
  }

  /** What is in both. */
  public Pair meet(Pair other) {
    return new Pair(categories.meet(other.categories), groups.meet(other.groups));
  }

  /** The same without one category or group, which is no more. */
  public Pair without(UUID id) {
    return new Pair(categories.without(id), groups.without(id));
  }

  /** Whether no thing that knows categories and groups can lie in it. */
  public boolean reachesNothing() {
    return categories.reachesNothing() || groups.reachesNothing();
  }

  /** For reading: any of its groups is enough. */
  public boolean reachesSome(Place place) {
    return reachesCategory(place)
        && (place.groups() == null
            || groups.all()
            || place.groups().stream().anyMatch(groups::reaches));
  }

  /** For changing and running: all of its groups must be reached. */
  boolean reachesWhole(Place place) {
    return reachesCategory(place)
        && (place.groups() == null
            || groups.all()
            || (!place.groups().isEmpty() && groups.ids().containsAll(place.groups())));
  }

  private boolean reachesCategory(Place place) {
    return !place.categorised() || categories.reaches(place.category());
  }
}
