package dev.belfry.access.key;

import dev.belfry.access.credential.KeyId;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something about a key that people should know; told once each. The action is one of {@code
 * key.expiring}, {@code key.expired}, {@code key.rotation_due}, {@code key.unused}.
 *
 * @param hint enough to recognise the key by
 * @param days until it ends, rounded up; or the age or the time without use that the policy names;
 *     null when it has expired
 */
public record KeyNotice(
    AccountId account,
    Subject subject,
    Instant at,
    String action,
    KeyId key,
    String name,
    String hint,
    MemberId owner,
    @Nullable Instant expiresAt,
    @Nullable Integer days)
    implements DomainEvent {

  static KeyNotice of(ApiKey key, Instant at, String action, @Nullable Integer days) {
    return new KeyNotice(
        new AccountId(key.accountId),
        KeyEvents.subject(key),
        at,
        action,
        new KeyId(key.id),
        key.name,
        key.hint,
        new MemberId(key.ownerId),
        key.expiresAt,
        days);
  }

  @Override
  public Actor actor() {
    return Actor.SYSTEM;
  }
}
