package dev.belfry.alerting.book;

import dev.belfry.access.grant.Scope;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A rule without fault, to be kept.
 *
 * @param events by which it is found; of triggers
 * @param uses other rules that it names
 * @param sees what its maker must be allowed to read; empty where it tells nothing by itself
 */
public record Draft<B>(
    B body, String name, boolean enabled, List<String> events, Set<UUID> uses, Set<Scope> sees) {
  /** Of a rule that others name. */
  public static <B> Draft<B> of(B body, String name, Set<UUID> uses) {
    return new Draft<>(body, name, true, List.of(), uses, Set.of());
  }
}
