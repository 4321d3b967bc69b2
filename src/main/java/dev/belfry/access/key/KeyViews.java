package dev.belfry.access.key;

import dev.belfry.access.credential.KeyId;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.key.policy.KeyPolicies;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
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
  private final InstantSource clock;

  KeyViews(GrantStore grants, KeyPolicies policies, InstantSource clock) {
    this.grants = grants;
    this.policies = policies;
    this.clock = clock;
  }

  /**
   * @param text the key itself, where it was made just now
   * @param now by the database's clock
   */
  KeyView one(ApiKey key, @Nullable String text, Instant now) {
    AccountId account = new AccountId(key.accountId);
    Integer days = policies.of(account).rotateAfterDays();
    return view(key, text, KeyUsage.of(account, List.of(key.id)), key.status(now), days);
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
    return keys.stream()
        .map(key -> view(key, null, usage.getOrDefault(key.id, List.of()), key.status(now), days))
        .toList();
  }

  private KeyView view(
      ApiKey key,
      @Nullable String text,
      List<KeyUsage> usage,
      KeyStatus status,
      @Nullable Integer rotateAfterDays) {
    LocalDate month = clock.instant().atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    Optional<KeyUsage> last = usage.stream().max(Comparator.comparing(use -> use.lastUsedAt));
    return new KeyView(
        new KeyId(key.id),
        text,
        key.name,
        key.hint,
        key.kind,
        key.type,
        status,
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
        key.createdAt,
        key.updatedAt);
  }

  private static @Nullable KeyId id(@Nullable UUID uuid) {
    return uuid == null ? null : new KeyId(uuid);
  }
}
