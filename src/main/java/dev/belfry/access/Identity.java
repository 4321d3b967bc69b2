package dev.belfry.access;

import dev.belfry.access.credential.KeyId;
import dev.belfry.access.credential.KeyText;
import dev.belfry.access.credential.SessionId;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.NoAddress;
import dev.belfry.access.people.UserId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the database knew of a credential at one moment.
 *
 * @param versions what the guard compares when a change commits
 * @param owner in whose name it acts
 * @param windows what the limits of the call said; null where it has none
 */
public record Identity(
    State state,
    @Nullable AccountId account,
    @Nullable Versions versions,
    Rights rights,
    @Nullable Owner owner,
    @Nullable Key key,
    @Nullable Windows windows) {

  static final Identity UNKNOWN =
      new Identity(State.UNKNOWN, null, null, Rights.NONE, null, null, null);

  /** What came of looking it up. */
  public enum State {
    OK,
    UNKNOWN,
    REVOKED,
    /** Replaced by its successor. */
    ROTATED,
    EXPIRED,
    /** Before its first moment. */
    EARLY,
    DISABLED,
    /** From an address that the key does not allow. */
    ELSEWHERE,
    /** A window of its limits is full. */
    LIMITED
  }

  /**
   * A member of the account.
   *
   * @param user null for a service account
   */
  public record Owner(
      MemberId member, @Nullable UserId user, @Nullable String email, String name) {}

  /** The key by which it came. */
  public record Key(KeyId id, String name, String hint, KeyText.Type type, boolean firstUse) {}

  /**
   * The rows on which the rights rest, and the versions in which they were read.
   *
   * @param token set when it came by a token of somebody else
   */
  public record Versions(
      UUID account,
      long accountVersion,
      UUID owner,
      long ownerVersion,
      @Nullable UUID parent,
      @Nullable Long parentVersion,
      @Nullable UUID key,
      @Nullable Long keyVersion,
      @Nullable UUID session,
      @Nullable Token token) {
    /** The ids of all of them. */
    List<UUID> restsOn() {
      return Stream.of(account, owner, parent, key, session).filter(Objects::nonNull).toList();
    }
  }

  /**
   * What a token of somebody else said, and to what it limits the person.
   *
   * @param until when it ends
   */
  public record Token(String issuer, String subject, Instant issued, Instant until, Rights limit) {}

  /** The same by a token, which can only narrow what the person may. */
  Identity byToken(Token token) {
    Versions seen = versions;
    return seen == null
        ? this
        : new Identity(
            state,
            account,
            new Versions(
                seen.account(),
                seen.accountVersion(),
                seen.owner(),
                seen.ownerVersion(),
                null,
                null,
                null,
                null,
                null,
                token),
            rights.meet(token.limit()),
            owner,
            null,
            null);
  }

  Identity with(Rights effective) {
    return new Identity(state, account, versions, effective, owner, key, windows);
  }

  Actor actor() {
    if (key != null) {
      return new Actor(Actor.Kind.KEY, key.id().text(), key.name(), key.hint(), null);
    }
    if (owner == null || owner.user() == null) {
      return Actor.ANONYMOUS;
    }
    UUID session = versions == null ? null : versions.session();
    return new Actor(
        Actor.Kind.USER,
        owner.user().text(),
        owner.email() == null ? null : NoAddress.shown(owner.email(), owner.name()),
        null,
        session == null ? null : new SessionId(session).text());
  }
}
