package dev.belfry.access.key;

import dev.belfry.access.key.policy.KeyPolicies;
import dev.belfry.access.key.policy.KeyPolicyView;
import dev.belfry.platform.database.DatabaseClock;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is due with one key, in a transaction bound to its account. */
@ApplicationScoped
public class KeyCare {
  public static final int FIRST_NOTICE_DAYS = 60;

  /** Days before the end on which it is told, the last first. */
  private static final List<Integer> NOTICE_DAYS = List.of(1, 7, 30, FIRST_NOTICE_DAYS);

  private static final Duration SHORTEST_NOTICE = Duration.ofDays(7);

  private final KeyPolicies policies;
  private final KeyEnding ending;
  private final KeyEvents events;
  private final Event<KeyNotice> notices;

  KeyCare(KeyPolicies policies, KeyEnding ending, KeyEvents events, Event<KeyNotice> notices) {
    this.policies = policies;
    this.ending = ending;
    this.events = events;
    this.notices = notices;
  }

  /**
   * @param now by the business clock
   * @return the key
   */
  public UUID lookAfter(AccountId account, UUID id, Instant now) {
    KeyPolicyView policy = policies.of(account);
    ApiKey key = ApiKey.locked(account, id).orElse(null);
    if (key == null || key.revokedAt != null || key.successorId != null) {
      return id;
    }
    if (key.expiresAt != null && !key.expiresAt.isAfter(DatabaseClock.now())) {
      once(key, "expired", KeyNotice.of(key, now, "key.expired", null));
      return id;
    }
    if (unused(key, policy.revokeUnusedAfterDays(), now)) {
      ApiKey alone = ApiKey.alone(account, id);
      ending.end(alone, "unused", Actor.SYSTEM);
      notices.fire(KeyNotice.of(alone, now, "key.unused", policy.revokeUnusedAfterDays()));
      return id;
    }
    limitLife(key, policy.maxLifeDays(), now);
    Integer days = policy.rotateAfterDays();
    if (days != null && !key.createdAt.isAfter(now.minus(Duration.ofDays(days)))) {
      once(key, "rotation_due", KeyNotice.of(key, now, "key.rotation_due", days));
    }
    expiring(key, now);
    return id;
  }

  private static boolean unused(ApiKey key, @Nullable Integer days, Instant now) {
    if (days == null) {
      return false;
    }
    Instant since = now.minus(Duration.ofDays(days));
    return !key.createdAt.isAfter(since)
        && KeyUsage.of(new AccountId(key.accountId), List.of(key.id)).stream()
            .noneMatch(use -> use.lastUsedAt.isAfter(since));
  }

  /** Keys older than the policy are given an end, and time to be replaced. */
  private void limitLife(ApiKey key, @Nullable Integer days, Instant now) {
    if (days == null || key.told.contains("max_life")) {
      return;
    }
    Instant latest = key.createdAt.plus(Duration.ofDays(days));
    if (key.expiresAt != null && !key.expiresAt.isAfter(latest)) {
      return;
    }
    Instant noticed = now.plus(SHORTEST_NOTICE);
    Instant end = latest.isAfter(noticed) ? latest : noticed;
    if (key.expiresAt == null || end.isBefore(key.expiresAt)) {
      key.endsByPolicy = key.expiresAt == null;
      key.expiresAt = end;
      key.told = List.of("max_life");
      events.fire(key, "key.updated", "max_life", Actor.SYSTEM);
      notices.fire(KeyNotice.of(key, now, "key.expiring", daysLeft(end, now)));
      remember(key, passed(end, now));
    } else {
      remember(key, List.of("max_life"));
    }
  }

  private void expiring(ApiKey key, Instant now) {
    Instant end = key.expiresAt;
    if (end == null || !end.isAfter(now)) {
      return;
    }
    List<String> passed = passed(end, now);
    // Not of a key that was made to last no longer than that.
    boolean meant =
        NOTICE_DAYS.stream()
            .filter(days -> passed.contains(mark(days)))
            .findFirst()
            .map(days -> !key.createdAt.isAfter(end.minus(Duration.ofDays(days))))
            .orElse(false);
    if (meant && !key.told.contains(passed.getFirst())) {
      notices.fire(KeyNotice.of(key, now, "key.expiring", daysLeft(end, now)));
      remember(key, passed);
    }
  }

  /** The notices whose moment has come, the last one first. */
  private static List<String> passed(Instant end, Instant now) {
    return NOTICE_DAYS.stream()
        .filter(days -> !end.isAfter(now.plus(Duration.ofDays(days))))
        .map(KeyCare::mark)
        .toList();
  }

  private static String mark(int days) {
    return "expiring:" + days;
  }

  private static int daysLeft(Instant end, Instant now) {
    return (int)
        Math.ceilDiv(Duration.between(now, end).toSeconds(), Duration.ofDays(1).toSeconds());
  }

  private void once(ApiKey key, String mark, KeyNotice notice) {
    if (!key.told.contains(mark)) {
      remember(key, List.of(mark));
      notices.fire(notice);
    }
  }

  private static void remember(ApiKey key, List<String> marks) {
    List<String> told = new ArrayList<>(key.told);
    marks.stream().filter(mark -> !told.contains(mark)).forEach(told::add);
    key.told = told;
  }
}
