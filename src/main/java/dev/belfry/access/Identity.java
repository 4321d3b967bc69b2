package dev.belfry.access;

import dev.belfry.access.grant.Rights;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the database knew of a credential at one moment.
 *
 * @param versions what the guard compares when a change commits
 */
record Identity(
    State state,
    @Nullable AccountId account,
    @Nullable Versions versions,
    Rights rights,
    @Nullable User user,
    @Nullable Key key) {

  static final Identity UNKNOWN = new Identity(State.UNKNOWN, null, null, Rights.NONE, null, null);

  enum State {
    OK,
    UNKNOWN,
    REVOKED,
    EXPIRED,
    DISABLED
  }

  record User(UserId id, MemberId member, String email, String name) {}

  record Key(KeyId id, String name, String hint) {}

  /** The rows on which the rights rest, and the versions in which they were read. */
  record Versions(
      UUID account,
      long accountVersion,
      UUID owner,
      long ownerVersion,
      @Nullable UUID parent,
      @Nullable Long parentVersion,
      @Nullable UUID key,
      @Nullable Long keyVersion,
      @Nullable UUID session) {}

  Actor actor() {
    if (key != null) {
      return new Actor(Actor.Kind.KEY, key.id().text(), key.name(), key.hint(), null);
    }
    if (user == null) {
      return Actor.ANONYMOUS;
    }
    UUID session = versions == null ? null : versions.session();
    return new Actor(
        Actor.Kind.USER,
        user.id().text(),
        user.email(),
        null,
        session == null ? null : new SessionId(session).text());
  }
}
