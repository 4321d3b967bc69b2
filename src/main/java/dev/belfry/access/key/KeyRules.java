package dev.belfry.access.key;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.Caller;
import dev.belfry.access.credential.KeyText;
import dev.belfry.access.grant.GrantPlaces;
import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.key.policy.KeyPolicies;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Nobody hands out more than he has. What is looked at is the key as it would be, never the change:
 * so giving a right back, a longer life or another network are all covered.
 */
@ApplicationScoped
class KeyRules {
  private static final String GRANTS = "/grants";

  private final Access access;
  private final GrantStore grants;
  private final GrantPlaces places;
  private final KeyPolicies policies;

  KeyRules(Access access, GrantStore grants, GrantPlaces places, KeyPolicies policies) {
    this.access = access;
    this.grants = grants;
    this.places = places;
    this.policies = policies;
  }

  /** Where a scope was asked for, by a preset or by the short form of grants. */
  static String pointer(KeyKind kind, @Nullable List<String> scopes, Scope scope) {
    if (kind.immutable()) {
      return "/kind";
    }
    return scopes == null ? GRANTS : GrantSpec.pointer(scopes, scope);
  }

  KeyTerms terms(ApiKey key) {
    return new KeyTerms(
        grants.read(key.grants), key.notBefore, key.expiresAt, key.allowedNetworks, key.limits());
  }

  /** The terms of the calling key; null where a session calls. */
  @Nullable KeyTerms own() {
    Caller caller = access.caller();
    return caller.key() == null
        ? null
        : terms(ApiKey.named(caller.account(), caller.key().uuid()).orElseThrow(Problem::notFound));
  }

  /**
   * @param target the key that is to have these terms; null where it is to be made
   * @throws Problem 403 naming all that the caller does not have
   */
  void requireHeld(KeyTerms result, @Nullable ApiKey target) {
    requireHeld(result, target, scope -> GRANTS);
  }

  /**
   * @param pointer where a scope was asked for
   */
  void requireHeld(KeyTerms result, @Nullable ApiKey target, Function<Scope, String> pointer) {
    access.requireHeld(result.rights(), pointer);
    Caller caller = access.caller();
    boolean itself =
        target != null && caller.key() != null && caller.key().uuid().equals(target.id);
    boolean chained =
        (caller.key() != null && !itself) || (target != null && target.parentId != null);
    if (chained && grants.handsOutRights(result.rights())) {
      throw AccessProblems.chain();
    }
    KeyTerms own = own();
    if (own != null && !result.beyond(own).isEmpty()) {
      throw access.beyondOwn(result.beyond(own));
    }
  }

  /**
   * After the caller has shown that he holds what they give.
   *
   * @param kept the grants of the key before
   * @throws Problem 422 for categories and groups that are not there
   */
  void requirePlaces(@Nullable List<GrantSpec> wanted, List<GrantSpec> kept) {
    if (wanted != null) {
      places.require(access.account(), wanted, kept);
    }
  }

  /**
   * Keys of some types open one thing only, and are given nothing else.
   *
   * @throws Problem 422
   */
  static void requireFits(KeyText.Type type, Rights rights) {
    type.only()
        .filter(only -> Arrays.stream(Scope.values()).anyMatch(s -> s != only && rights.allows(s)))
        .ifPresent(
            only -> {
              throw Problem.invalid(
                  "/type", "not_allowed", "a key of this type holds " + only.text() + " alone");
            });
  }

  /**
   * @throws Problem 422 for a time that has passed, or an end before the beginning
   */
  static void requireFuture(@Nullable Instant notBefore, @Nullable Instant expiresAt, Instant now) {
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw Problem.invalid("/expires_at", "in_the_past", "must lie in the future");
    }
    if (notBefore != null && expiresAt != null && !expiresAt.isAfter(notBefore)) {
      throw Problem.invalid("/expires_at", "too_early", "must lie after not_before");
    }
  }

  /**
   * @throws Problem 422 where a window is there twice
   */
  static List<KeyLimit> requireDistinct(@Nullable List<KeyLimit> limits) {
    List<KeyLimit> some = limits == null ? List.of() : limits;
    int doubled = KeyLimit.doubled(some);
    if (doubled >= 0) {
      throw Problem.invalid(
          "/limits/" + doubled + "/window_seconds", "taken", "is a window that is there already");
    }
    return some;
  }

  /**
   * The end of a key that the policy of the account accepts.
   *
   * @param wanted null for as late as the policy lets it
   * @throws Problem 422 when it is later
   */
  @Nullable Instant withinLongestLife(@Nullable Instant wanted, Instant begin) {
    Integer days = policies.of(access.account()).maxLifeDays();
    if (days == null) {
      return wanted;
    }
    Instant latest = begin.plus(Duration.ofDays(days));
    if (wanted != null && wanted.isAfter(latest)) {
      throw Problem.invalid(
          "/expires_at",
          "too_late",
          "the account's policy lets keys live for " + days + " days, this one until " + latest);
    }
    return wanted == null ? latest : wanted;
  }

  /**
   * @throws Problem 409 for a key that has ended: it is not brought back
   */
  static void requireNotEnded(ApiKey key, Instant now) {
    KeyStatus status = key.status(now);
    if (status == KeyStatus.REVOKED || status == KeyStatus.EXPIRED || status == KeyStatus.ROTATED) {
      throw Problem.of(
          ProblemType.CONFLICT,
          "The key is " + status.name().toLowerCase(Locale.ROOT) + ", for good; make another one.");
    }
  }

  /** That end, or the one of the policy where it is earlier. */
  @Nullable Instant atMostLongestLife(@Nullable Instant wanted, Instant begin) {
    Instant latest = withinLongestLife(null, begin);
    return latest != null && (wanted == null || wanted.isAfter(latest)) ? latest : wanted;
  }
}
