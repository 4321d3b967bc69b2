package dev.belfry.access.member;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;

/** Somebody was invited, or is not any more; {@code action} says which. */
public record InvitationChanged(
    AccountId account, Actor actor, Subject subject, Instant at, String action)
    implements DomainEvent {}
