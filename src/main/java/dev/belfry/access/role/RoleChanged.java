package dev.belfry.access.role;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;

/** A role was made, changed or deleted; {@code action} says which. */
public record RoleChanged(
    AccountId account,
    Actor actor,
    Subject subject,
    Instant at,
    String action,
    List<Change> changes)
    implements DomainEvent {}
