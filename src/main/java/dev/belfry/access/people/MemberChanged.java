package dev.belfry.access.people;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/** Somebody joined, was changed or left; {@code action} says which, and whether it is a person. */
public record MemberChanged(
    AccountId account, Actor actor, Subject subject, Instant at, String action)
    implements DomainEvent {}
