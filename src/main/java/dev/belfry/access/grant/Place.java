package dev.belfry.access.grant;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a thing lies, as far as its type declares: in a category, in groups.
 *
 * @param categorised whether its type knows categories; otherwise they are ignored
 * @param category null where it is in none, which ALL alone reaches
 * @param groups null where its type knows no groups, so that they are ignored; empty where it is in
 *     none, which ALL alone reaches
 */
public record Place(boolean categorised, @Nullable UUID category, @Nullable Set<UUID> groups) {
  public Place {
    groups = groups == null ? null : Set.copyOf(groups);
  }

  public Place(@Nullable UUID category, @Nullable Set<UUID> groups) {
    this(true, category, groups);
  }

  /** Of a thing whose type knows categories only. */
  public static Place in(@Nullable UUID category) {
    return new Place(category, null);
  }

  /** Of a thing whose type knows groups only. */
  public static Place among(Set<UUID> groups) {
    return new Place(false, null, groups);
  }
}
