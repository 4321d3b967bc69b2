package dev.belfry.access.key;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A window of calls: it admits so many at once, and then one more after each even part of it.
 *
 * @param windowSeconds at most 31 days
 */
@RegisterForReflection
@Schema(name = "KeyLimit")
public record KeyLimit(
    @Min(1) @Max(1_000_000) int requests, @Min(1) @Max(2_678_400) int windowSeconds) {

  /** The place of a window that is there already, or -1. */
  static int doubled(List<KeyLimit> limits) {
    Set<Integer> windows = new HashSet<>();
    for (int i = 0; i < limits.size(); i++) {
      if (!windows.add(limits.get(i).windowSeconds())) {
        return i;
      }
    }
    return -1;
  }

  /** Whether whoever has this window may give that. */
  boolean covers(KeyLimit other) {
    return other.windowSeconds == windowSeconds && other.requests <= requests;
  }
}
