package dev.belfry.access.grant;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which categories (or groups) a grant reaches: all, or just these. No ids means none; there is no
 * way to say "all" by leaving something out.
 */
@RegisterForReflection
public record Selection(boolean all, Set<UUID> ids) {
  public static final Selection ALL = new Selection(true, Set.of());
  public static final Selection NONE = new Selection(false, Set.of());

  public Selection {
    ids = Set.copyOf(ids);
  }

  static Selection of(Set<UUID> ids) {
    return new Selection(false, ids);
  }

  /** Whether a thing in this category is reached; one in none is reached by ALL only. */
  public boolean reaches(@Nullable UUID id) {
    return all || (id != null && ids.contains(id));
  }

  /** Whether there is nothing that it could reach. */
  public boolean reachesNothing() {
    return !all && ids.isEmpty();
  }

  public boolean contains(Selection other) {
    return all || (!other.all && ids.containsAll(other.ids));
  }

  public Selection meet(Selection other) {
    if (all) {
      return other;
    }
    if (other.all) {
      return this;
    }
    Set<UUID> both = new TreeSet<>(ids);
    both.retainAll(other.ids);
    return of(both);
  }

  /** The same without one of its ids; what becomes empty stays empty. */
  Selection without(UUID id) {
    Set<UUID> others = new TreeSet<>(ids);
    others.remove(id);
    return new Selection(all, others);
  }

  public Selection join(Selection other) {
    if (all || other.all) {
      return ALL;
    }
    Set<UUID> either = new TreeSet<>(ids);
    either.addAll(other.ids);
    return of(either);
  }
}
