package dev.belfry.access;

import dev.belfry.access.grant.Rights;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Who made this request, with the rights of this moment.
 *
 * @param member the owner in whose name it acts: of the session, or of the key
 * @param key set when it came by key
 * @param session set when it came by session
 */
public record Caller(
    AccountId account,
    Actor actor,
    Rights rights,
    UserId user,
    MemberId member,
    @Nullable KeyId key,
    @Nullable SessionId session) {}
