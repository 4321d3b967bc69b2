package dev.belfry.incident.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What incidents have in common; times in seconds.
 *
 * @param acknowledged how many somebody said that he had seen
 * @param mttaSeconds the mean from their beginning until then; null where nobody did
 * @param mttrSeconds the mean from their beginning until they were resolved; null where none was
 * @param longestSeconds the longest, until it was resolved or until now; null where there is none
 */
@Schema(name = "IncidentTimes")
record Lives(
    int incidents,
    int open,
    int acknowledged,
    @Nullable Long mttaSeconds,
    @Nullable Long mttrSeconds,
    @Nullable Long longestSeconds) {

  /** When one began, was seen, and was over. */
  record Life(Instant began, @Nullable Instant seen, @Nullable Instant over) {}

  static Lives of(Collection<Life> lives, Instant now) {
    List<Long> seen =
        lives.stream()
            .map(life -> seconds(life.began(), life.seen()))
            .filter(Objects::nonNull)
            .toList();
    List<Long> over =
        lives.stream()
            .map(life -> seconds(life.began(), life.over()))
            .filter(Objects::nonNull)
            .toList();
    Long longest =
        lives.stream()
            .map(life -> seconds(life.began(), life.over() == null ? now : life.over()))
            .filter(Objects::nonNull)
            .max(Long::compare)
            .orElse(null);
    return new Lives(
        lives.size(), lives.size() - over.size(), seen.size(), mean(seen), mean(over), longest);
  }

  private static @Nullable Long seconds(Instant from, @Nullable Instant to) {
    return to == null ? null : (Long) Math.max(0, Duration.between(from, to).toSeconds());
  }

  private static @Nullable Long mean(List<Long> values) {
    return values.isEmpty()
        ? null
        : (Long) Math.round(values.stream().mapToLong(Long::longValue).average().orElse(0));
  }
}
