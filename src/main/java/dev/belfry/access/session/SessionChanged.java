package dev.belfry.access.session;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/** Somebody signed in, or a session was ended. */
public record SessionChanged(
    AccountId account, Actor actor, Subject subject, Instant at, String action)
    implements DomainEvent {}
