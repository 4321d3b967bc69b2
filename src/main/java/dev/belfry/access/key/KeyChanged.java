package dev.belfry.access.key;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something was done with a key; {@code action} says what.
 *
 * @param reason why it was revoked or disabled, where nobody just asked for it
 */
public record KeyChanged(
    AccountId account,
    Actor actor,
    Subject subject,
    Instant at,
    String action,
    @Nullable String reason,
    List<Change> changes)
    implements DomainEvent {
  KeyChanged(
      AccountId account,
      Actor actor,
      Subject subject,
      Instant at,
      String action,
      @Nullable String reason) {
    this(account, actor, subject, at, action, reason, List.of());
  }
}
