package dev.belfry.access.usage;

import dev.belfry.access.credential.KeyId;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What a key could do without: scopes that no route asked of it for a while. */
@ApplicationScoped
public class UnusedScopes {
  private static final Duration WHILE = Duration.ofDays(30);

  private final UsageQuery query;
  private final InstantSource clock;

  UnusedScopes(UsageQuery query, InstantSource clock) {
    this.query = query;
    this.clock = clock;
  }

  /**
   * In a transaction bound to the account.
   *
   * @param since when the key was made; of a young one nothing can be said yet
   */
  public List<Scope> of(AccountId account, KeyId key, Rights held, Instant since) {
    Instant from = clock.instant().minus(WHILE);
    if (since.isAfter(from)) {
      return List.of();
    }
    Set<String> used = Set.copyOf(query.scopes(account, key.uuid(), from));
    return Arrays.stream(Scope.values())
        .filter(scope -> held.allows(scope) && !used.contains(scope.text()))
        .toList();
  }
}
