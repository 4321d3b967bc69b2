package dev.belfry.access.key;

import dev.belfry.access.credential.KeyId;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.key.policy.KeyPolicies;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.Standings;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keys with what is known of their use. */
@ApplicationScoped
class KeyViews {
  private final GrantStore grants;
  private final KeyPolicies policies;
  private final Standings standings;
  private final InstantSource clock;

  KeyViews(GrantStore grants, KeyPolicies policies, Standings standings, InstantSource clock) {
    this.grants = grants;
    this.policies = policies;
    this.standings = standings;
    this.clock = clock;
  }

  /**
   * @param text the key itself, where it was made just now
   * @param now by the database's clock
   */
  KeyView one(ApiKey key, @Nullable String text, Instant now) {
    AccountId account = new AccountId(key.accountId);
    Integer days = policies.of(account).rotateAfterDays();
    Known known = new Known(KeyUsage.of(account, List.of(key.id)), key.status(now), owner(key));
    return view(key, text, known, days);
  }

  List<KeyView> many(List<ApiKey> keys, Instant now) {
    if (keys.isEmpty()) {
      return List.of();
    }
    Integer days = policies.of(new AccountId(keys.getFirst().accountId)).rotateAfterDays();
    Map<UUID, List<KeyUsage>> usage =
        KeyUsage.of(
                new AccountId(keys.getFirst().accountId), keys.stream().map(key -> key.id).toList())
            .stream()
            .collect(Collectors.groupingBy(use -> use.keyId));
    Map<UUID, Rights> owners = new HashMap<>();
    return keys.stream()
        .map(
            key ->
                view(
                    key,
                    null,
                    new Known(
                        usage.getOrDefault(key.id, List.of()),
                        key.status(now),
                        owners.computeIfAbsent(key.ownerId, id -> owner(key))),
                    days))
        .toList();
  }

  /** What is no part of the key. */
  private record Known(List<KeyUsage> usage, KeyStatus status, Rights owner) {}

  private Rights owner(ApiKey key) {
    return standings.rights(new AccountId(key.accountId), new MemberId(key.ownerId), null);
  }

  private List<KeyView.Warning> warnings(ApiKey key, Rights owner) {
    List<String> beyond =
        owner.missing(grants.read(key.grants)).stream().map(Scope::text).sorted().toList();
    return beyond.isEmpty()
        ? List.of()
        : List.of(
            new KeyView.Warning(
                "beyond_owner",
                "The owner does not hold these on all that the key names; it opens only what both hold.",
                beyond));
  }

  private KeyView view(
      ApiKey key, @Nullable String text, Known known, @Nullable Integer rotateAfterDays) {
    List<KeyUsage> usage = known.usage();
    LocalDate month = clock.instant().atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    Optional<KeyUsage> last = usage.stream().max(Comparator.comparing(use -> use.lastUsedAt));
    return new KeyView(
        new KeyId(key.id),
        text,
        key.name,
        key.hint,
        key.kind,
        key.type,
        known.status(),
        KeyKind.of(key).immutable(),
        grants.specs(key.grants),
        new MemberId(key.ownerId),
        id(key.parentId),
        id(key.successorId),
        key.description,
        key.labels,
        key.notBefore,
        key.expiresAt,
        key.allowedNetworks,
        key.limits(),
        key.disabledAt,
        key.disabledReason,
        key.revokedAt,
        key.revokedReason,
        rotateAfterDays == null || key.successorId != null
            ? null
            : key.createdAt.plus(Duration.ofDays(rotateAfterDays)),
        key.firstUsedAt,
        last.map(use -> use.lastUsedAt).orElse(null),
        last.map(use -> use.lastUsedAddress).orElse(null),
        last.map(use -> use.lastUsedUserAgent).orElse(null),
        usage.stream().filter(use -> use.month.equals(month)).mapToLong(use -> use.calls).sum(),
        warnings(key, known.owner()),
        key.createdAt,
        key.updatedAt);
  }

  private static @Nullable KeyId id(@Nullable UUID uuid) {
    return uuid == null ? null : new KeyId(uuid);
  }
}
