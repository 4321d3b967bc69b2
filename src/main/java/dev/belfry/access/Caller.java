package dev.belfry.access;

import dev.belfry.access.credential.KeyId;
import dev.belfry.access.credential.SessionId;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.UserId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Who made this request, with the rights of this moment.
 *
 * @param user null where a service account is the owner
 * @param member the owner in whose name it acts: of the session, or of the key
 * @param key set when it came by key
 * @param session set when it came by session
 */
public record Caller(
    AccountId account,
    Actor actor,
    Rights rights,
    @Nullable UserId user,
    MemberId member,
    @Nullable KeyId key,
    @Nullable SessionId session,
    @Nullable Windows windows) {}
