package dev.belfry.access.key;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.Caller;
import dev.belfry.access.Revocation;
import dev.belfry.access.credential.KeyId;
import dev.belfry.access.credential.KeyText;
import dev.belfry.platform.database.DatabaseClock;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Replaces keys by successors with the same terms. Nothing lives longer by it: the successor ends
 * when the old key would have ended, and the old one no later than before. An answer that was lost
 * locks nobody out: while the old key is valid, rotating it again replaces a successor that nobody
 * has used.
 */
@ApplicationScoped
class KeyRotation {
  private static final String CHILDREN =
      "update access_key set parent_id = ?1 where account_id = ?2 and parent_id = ?3";

  private final Access access;
  private final KeyTurn turn;
  private final KeyMaker maker;
  private final KeyRules rules;
  private final KeySight sight;
  private final KeyEnding ending;
  private final KeyViews views;
  private final KeyEvents events;
  private final InstantSource clock;

  KeyRotation(
      Access access,
      KeyTurn turn,
      KeyMaker maker,
      KeyRules rules,
      KeySight sight,
      KeyEnding ending,
      KeyViews views,
      KeyEvents events,
      InstantSource clock) {
    this.access = access;
    this.turn = turn;
    this.maker = maker;
    this.rules = rules;
    this.sight = sight;
    this.ending = ending;
    this.views = views;
    this.events = events;
    this.clock = clock;
  }

  /** The key that calls. @throws Problem 404 when a session does */
  KeyView rotateItself(Rotation wanted) {
    Caller caller = access.caller();
    if (caller.key() == null) {
      throw Problem.notFound();
    }
    return rotate(caller.key(), wanted);
  }

  /**
   * @throws Problem 409 when it has ended, when its successor is in use, or when somebody else
   *     rotated it at the same moment
   */
  KeyView rotate(KeyId id, Rotation wanted) {
    Duration grace = wanted.longest();
    // Read before the key is held: of two at once the later one sees that it came too late, and
    // does not take the first one's successor for one whose answer was lost.
    Optional<UUID> known =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    Optional.ofNullable(
                        sight.require(ApiKey.named(access.account(), id.uuid())).successorId));
    return turn.with(
        id,
        key -> {
          sight.require(Optional.of(key));
          if (!Objects.equals(known.orElse(null), key.successorId)) {
            throw Problem.of(ProblemType.CONFLICT, "Somebody else rotated the key at this moment.");
          }
          Instant now = DatabaseClock.now();
          requireLiving(key, now);
          return replace(key, wanted.untilFirstUse(), grace, now);
        });
  }

  private KeyView replace(ApiKey key, boolean untilFirstUse, Duration grace, Instant now) {
    UUID lost = key.successorId;
    KeyMaker.End end = end(lost == null ? key : unused(lost), now);
    requireMayHave(key, end.at());
    KeyMaker.Made made = maker.copy(key, end);
    ApiKey.flush();
    moveChildren(key, key.id, made.key().id);
    if (lost != null) {
      moveChildren(key, lost, made.key().id);
    }
    Instant latest = now.plus(grace);
    key.expiresAt =
        key.expiresAt != null && key.expiresAt.isBefore(latest) ? key.expiresAt : latest;
    key.endsAtFirstUse = untilFirstUse;
    key.successorId = made.key().id;
    key.updatedAt = clock.instant();
    if (grace.isZero()) {
      key.rightsVersion++;
    }
    ApiKey.flush();
    if (lost != null) {
      ApiKey.locked(access.account(), lost)
          .ifPresent(unused -> ending.end(unused, "replaced", access.actor()));
    }
    events.fire(key, "key.rotated");
    events.fire(made.key(), "key.created");
    return views.one(made.key(), made.text(), DatabaseClock.now());
  }

  /** As the key would have ended; an end of which only the policy knew is set anew. */
  private KeyMaker.End end(ApiKey key, Instant now) {
    Instant asked = key.endsByPolicy ? null : key.expiresAt;
    Instant end = rules.atMostLongestLife(asked, now);
    return new KeyMaker.End(end, asked == null && end != null);
  }

  /** The successor of an earlier rotation, held for us alone. @throws Problem 409 when in use */
  private ApiKey unused(UUID id) {
    Revocation.begin(id);
    ApiKey successor = ApiKey.locked(access.account(), id).orElseThrow(KeyRotation::inUse);
    if (successor.firstUsedAt != null || successor.revokedAt != null) {
      throw inUse();
    }
    return successor;
  }

  private static Problem inUse() {
    return Problem.of(
        ProblemType.CONFLICT, "The key was rotated, and its successor is in use; rotate that one.");
  }

  /** What the key made belongs to its successor from now on. */
  private static void moveChildren(ApiKey key, UUID from, UUID to) {
    ApiKey.getEntityManager()
        .createNativeQuery(CHILDREN)
        .setParameter(1, to)
        .setParameter(2, key.accountId)
        .setParameter(3, from)
        .executeUpdate();
  }

  private static void requireLiving(ApiKey key, Instant now) {
    KeyStatus status = key.status(now);
    if (status != KeyStatus.ACTIVE && status != KeyStatus.EARLY) {
      throw Problem.of(
          ProblemType.CONFLICT,
          "The key is "
              + status.name().toLowerCase(java.util.Locale.ROOT)
              + "; only one that is valid has a successor.");
    }
  }

  /** Whoever rotates receives a key: his own, or one that gives no more than he has. */
  private void requireMayHave(ApiKey key, @Nullable Instant end) {
    boolean his = access.caller().key() == null ? sight.isOwn(key) : sight.isItself(key);
    if (his) {
      return;
    }
    if (key.type.equals(KeyText.Type.PAT.text())) {
      throw AccessProblems.notYours();
    }
    rules.requireHeld(rules.terms(key).until(end), key);
  }
}
