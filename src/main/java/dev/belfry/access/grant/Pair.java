package dev.belfry.access.grant;

/**
 * One grant's reach: a thing is in it when its category and its groups both are. Pairs of several
 * grants are never mixed.
 */
public record Pair(Selection categories, Selection groups) {
  public static final Pair ALL = new Pair(Selection.ALL, Selection.ALL);

  public boolean contains(Pair other) {
    return categories.contains(other.categories) && groups.contains(other.groups);
  }

  /** For reading: any of its groups is enough. */
  boolean reachesSome(Place place) {
    return categories.reaches(place.category())
        && (place.groups() == null
            || groups.all()
            || place.groups().stream().anyMatch(groups::reaches));
  }

  /** For changing and running: all of its groups must be reached. */
  boolean reachesWhole(Place place) {
    return categories.reaches(place.category())
        && (place.groups() == null
            || groups.all()
            || (!place.groups().isEmpty() && groups.ids().containsAll(place.groups())));
  }
}
