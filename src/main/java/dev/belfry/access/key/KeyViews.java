package dev.belfry.access.key;

import dev.belfry.access.credential.KeyId;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keys with what is known of their use. */
@ApplicationScoped
class KeyViews {
  private final GrantStore grants;

  KeyViews(GrantStore grants) {
    this.grants = grants;
  }

  KeyView one(ApiKey key, @Nullable String text, Instant now) {
    return view(key, text, now, KeyUsage.of(new AccountId(key.accountId), List.of(key.id)));
  }

  List<KeyView> many(List<ApiKey> keys, Instant now) {
    if (keys.isEmpty()) {
      return List.of();
    }
    Map<UUID, List<KeyUsage>> usage =
        KeyUsage.of(
                new AccountId(keys.getFirst().accountId), keys.stream().map(key -> key.id).toList())
            .stream()
            .collect(Collectors.groupingBy(use -> use.keyId));
    return keys.stream()
        .map(key -> view(key, null, now, usage.getOrDefault(key.id, List.of())))
        .toList();
  }

  private KeyView view(ApiKey key, @Nullable String text, Instant now, List<KeyUsage> usage) {
    LocalDate month = now.atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    Optional<KeyUsage> last = usage.stream().max(Comparator.comparing(use -> use.lastUsedAt));
    return new KeyView(
        new KeyId(key.id),
        text,
        key.name,
        key.hint,
        key.kind,
        key.type,
        key.status(now),
        KeyKind.valueOf(key.kind.toUpperCase(Locale.ROOT)).immutable(),
        grants.specs(key.grants),
        new MemberId(key.ownerId),
        key.parentId == null ? null : new KeyId(key.parentId),
        key.description,
        key.labels,
        key.expiresAt,
        key.revokedAt,
        last.map(use -> use.lastUsedAt).orElse(null),
        last.map(use -> use.lastUsedAddress).orElse(null),
        usage.stream().filter(use -> use.month.equals(month)).mapToLong(use -> use.calls).sum(),
        key.createdAt,
        key.updatedAt);
  }
}
