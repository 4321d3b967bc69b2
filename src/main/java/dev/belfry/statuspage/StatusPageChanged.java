package dev.belfry.statuspage;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;

/** A status page was created, updated or deleted, or one of its components was. */
public record StatusPageChanged(
    AccountId account,
    Actor actor,
    Subject subject,
    Instant at,
    String action,
    List<Change> changes)
    implements DomainEvent {}
