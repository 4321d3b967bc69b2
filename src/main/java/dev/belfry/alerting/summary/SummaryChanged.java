package dev.belfry.alerting.summary;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/** A member asked for a weekly summary, otherwise than before, or for none. */
public record SummaryChanged(
    AccountId account, Actor actor, Subject subject, Instant at, String action)
    implements DomainEvent {}
