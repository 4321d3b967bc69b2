package dev.belfry.access.key;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.Caller;
import dev.belfry.access.Quota;
import dev.belfry.access.credential.KeyText;
import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.database.DatabaseClock;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.seal.Pepper;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes keys, in the transaction of whoever wants one. */
@ApplicationScoped
class KeyMaker {
  private static final String RESOURCE = "keys";

  private final Access access;
  private final Quota quota;
  private final Pepper pepper;
  private final GrantStore grants;
  private final KeyRules rules;
  private final KeyOwners owners;
  private final KeyViews views;
  private final KeyEvents events;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  KeyMaker(
      Access access,
      Quota quota,
      Pepper pepper,
      GrantStore grants,
      KeyRules rules,
      KeyOwners owners,
      KeyViews views,
      KeyEvents events,
      InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.pepper = pepper;
    this.grants = grants;
    this.rules = rules;
    this.owners = owners;
    this.views = views;
    this.events = events;
    this.clock = clock;
  }

  /** A key that was made, and its text, which is nowhere else. */
  record Made(ApiKey key, String text) {
    @Override
    public String toString() {
      return "Made[" + key.id + "]";
    }
  }

  /** When a key ends, and whether only the policy wants it so. */
  record End(@Nullable Instant at, boolean byPolicy) {}

  Made make(NewKey wanted) {
    Caller caller = access.caller();
    KeyKind kind = wanted.kind() == null ? KeyKind.CUSTOM : wanted.kind();
    KeyText.Type type = type(kind, wanted.type());
    KeyTerms terms = terms(wanted, kind);
    KeyRules.requireFits(type, terms.rights());
    MemberId owner = owners.choose(wanted.ownerId(), type);
    rules.requireHeld(terms, null, scope -> KeyRules.pointer(kind, wanted.scopes(), scope));
    rules.requirePlaces(wanted.grants(), List.of());
    makeRoom(caller.account());

    String text = KeyText.generate(type, random);
    ApiKey key = fresh(text, wanted.name());
    key.accountId = caller.account().uuid();
    key.ownerId = owner.uuid();
    key.parentId = caller.key() == null ? null : caller.key().uuid();
    key.description = wanted.description();
    key.labels = wanted.labels() == null ? Map.of() : wanted.labels();
    key.kind = kind.text();
    key.type = type.text();
    key.grants = grants.write(terms.rights());
    key.notBefore = terms.notBefore();
    key.expiresAt = terms.expiresAt();
    key.endsByPolicy =
        caller.key() == null && wanted.expiresAt() == null && terms.expiresAt() != null;
    key.allowedNetworks = terms.networks();
    key.limits(terms.limits());
    key.persist();
    events.fire(key, "key.created", null, views.one(key, null, DatabaseClock.now()));
    return new Made(key, text);
  }

  /** The key that an operator brought along for the first start. */
  void adopt(AccountId account, MemberId owner, String text) {
    ApiKey key = fresh(text, "Bootstrap key");
    key.accountId = account.uuid();
    key.ownerId = owner.uuid();
    key.labels = Map.of();
    key.kind = KeyKind.FULL_ACCESS.text();
    key.type = KeyText.typeOf(text).orElseThrow().text();
    key.grants = grants.write(grants.rights(KeyKind.FULL_ACCESS.grants()));
    key.persist();
    events.fire(key, "key.created");
  }

  /** Another key with the same terms in the same place, but for its end. */
  Made copy(ApiKey old, End end) {
    KeyText.Type type = KeyText.Type.valueOf(old.type.toUpperCase(java.util.Locale.ROOT));
    String text = KeyText.generate(type, random);
    ApiKey key = fresh(text, old.name);
    key.accountId = old.accountId;
    key.ownerId = old.ownerId;
    key.parentId = old.parentId;
    key.description = old.description;
    key.labels = Map.copyOf(old.labels);
    key.kind = old.kind;
    key.type = old.type;
    key.grants = old.grants;
    key.notBefore = old.notBefore;
    key.expiresAt = end.at();
    key.endsByPolicy = end.byPolicy();
    key.allowedNetworks = old.allowedNetworks;
    key.limits(old.limits());
    key.rateId = old.rateId == null ? old.id : old.rateId;
    key.persist();
    return new Made(key, text);
  }

  /** The rights that these grants give, of a custom key. */
  Rights rights(@Nullable List<GrantSpec> given, @Nullable List<String> scopes) {
    if (given != null && scopes != null) {
      throw Problem.invalid(
          "/scopes", "not_allowed", "is the short form of grants; give one of them");
    }
    if (scopes != null) {
      return GrantSpec.rights(List.of(GrantSpec.atAll(scopes)), i -> "");
    }
    if (given == null) {
      throw Problem.invalid("/grants", "required", "a custom key needs grants or scopes");
    }
    return GrantSpec.rights(given, i -> "/grants/" + i);
  }

  private KeyTerms terms(NewKey wanted, KeyKind kind) {
    Instant now = DatabaseClock.now();
    KeyRules.requireFuture(wanted.notBefore(), wanted.expiresAt(), now);
    List<KeyLimit> limits = KeyRules.requireDistinct(wanted.limits());
    List<String> networks = KeyTerms.canonical(wanted.allowedNetworks());
    Instant expiresAt = rules.withinLongestLife(wanted.expiresAt(), now);
    Optional<KeyTerms> own = Optional.ofNullable(rules.own());
    Instant parents = own.map(KeyTerms::expiresAt).orElse(null);
    return new KeyTerms(
        rights(wanted, kind),
        wanted.notBefore(),
        wanted.expiresAt() == null
                && parents != null
                && (expiresAt == null || parents.isBefore(expiresAt))
            ? parents
            : expiresAt,
        networks == null ? own.map(KeyTerms::networks).orElse(null) : networks,
        wanted.limits() == null ? own.map(KeyTerms::limits).orElse(List.of()) : limits);
  }

  private Rights rights(NewKey wanted, KeyKind kind) {
    if (!kind.immutable()) {
      return rights(wanted.grants(), wanted.scopes());
    }
    if (wanted.grants() != null || wanted.scopes() != null) {
      throw Problem.invalid(
          "/kind", "not_allowed", "has fixed grants; leave out grants and scopes");
    }
    return grants.rights(kind.grants());
  }

  private static KeyText.Type type(KeyKind kind, KeyText.@Nullable Type wanted) {
    KeyText.Type fixed = kind.type().orElse(null);
    if (fixed != null && wanted != null && wanted != fixed) {
      throw Problem.invalid("/type", "not_allowed", "is " + fixed.text() + " for this kind");
    }
    return fixed != null ? fixed : wanted == null ? KeyText.Type.SVC : wanted;
  }

  private ApiKey fresh(String text, String name) {
    Instant now = clock.instant();
    ApiKey key = new ApiKey();
    key.id = TypeId.next();
    key.name = name;
    key.hint = KeyText.hint(text);
    key.hash = pepper.hash(text);
    key.hashKid = Pepper.KID;
    key.rightsVersion = 1;
    key.createdAt = now;
    key.updatedAt = now;
    return key;
  }

  /**
   * Under the lock of the account's quota, so that two who count at once cannot both be the last.
   */
  private void makeRoom(AccountId account) {
    long most = quota.lock(account, RESOURCE);
    if (ApiKey.counted(account, DatabaseClock.now()) >= most) {
      throw AccessProblems.limitReached(RESOURCE, most);
    }
  }
}
