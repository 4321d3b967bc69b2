package dev.belfry.incident.grouping;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * When an outage joins an incident that is open already, so that one cause rings once.
 *
 * @param by what both have in common
 * @param windowSeconds how long after the incident's last outage; default 300
 */
@RegisterForReflection
@Schema(name = "IncidentGrouping")
public record Grouping(@NotNull GroupBy by, @Min(1) @Max(86_400) @Nullable Integer windowSeconds) {
  private static final int WINDOW_SECONDS = 300;
  static final Grouping DEFAULT = new Grouping(GroupBy.NONE, WINDOW_SECONDS);

  public Grouping {
    windowSeconds = windowSeconds == null ? (Integer) WINDOW_SECONDS : windowSeconds;
  }

  public Duration window() {
    return Duration.ofSeconds(windowSeconds == null ? WINDOW_SECONDS : windowSeconds);
  }

  /**
   * What an outage is about; two that share a key may be one incident.
   *
   * @param monitor that is down
   * @param category in which it lies; those in none have nothing in common
   * @param parents behind which it lies
   */
  public Set<String> keys(
      UUID monitor, @Nullable UUID category, Collection<UUID> parents, Collection<String> tags) {
    Set<String> keys = new TreeSet<>();
    switch (by) {
      case NONE -> {}
      case PARENT -> {
        keys.add("monitor:" + monitor);
        parents.forEach(parent -> keys.add("monitor:" + parent));
      }
      case CATEGORY -> {
        if (category != null) {
          keys.add("category:" + category);
        }
      }
      case TAG -> tags.forEach(tag -> keys.add("tag:" + tag));
    }
    return keys;
  }
}
