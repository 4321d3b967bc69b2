package dev.belfry.alerting.book;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;

/** Somebody made, changed or deleted a trigger, a role of notification, an escalation or a rota. */
public record RuleChanged(
    AccountId account,
    Actor actor,
    Subject subject,
    Instant at,
    String action,
    List<Change> changes)
    implements DomainEvent {}
