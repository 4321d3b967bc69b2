package dev.belfry.alerting.book;

import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Place;
import dev.belfry.access.people.MemberId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it is kept.
 *
 * @param stopped why it does not act although it is enabled; null while it does
 * @param owner for whom it acts
 * @param reach the pairs of categories and groups in which it acts
 * @param version that edits compare
 */
public record Kept<B>(
    UUID id,
    String name,
    B body,
    boolean enabled,
    @Nullable String stopped,
    MemberId owner,
    @Nullable UUID key,
    List<Pair> reach,
    long version,
    Instant createdAt,
    Instant updatedAt) {
  public boolean reaches(Place place) {
    return reach.stream().anyMatch(pair -> pair.reachesSome(place));
  }
}
