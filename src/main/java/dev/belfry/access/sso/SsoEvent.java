package dev.belfry.access.sso;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;

/**
 * Somebody came by single sign-on, was refused, or got other roles; or what groups give changed.
 */
record SsoEvent(
    AccountId account,
    Actor actor,
    Subject subject,
    Instant at,
    String action,
    Result result,
    List<Change> changes)
    implements DomainEvent {}
