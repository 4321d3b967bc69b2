package dev.belfry.platform.event;

import java.util.List;

/**
 * Much that happened at once, in one account. None of it is fired by itself: who observes every
 * {@link DomainEvent} observes this too.
 */
public interface DomainEvents {
  List<? extends DomainEvent> each();
}
