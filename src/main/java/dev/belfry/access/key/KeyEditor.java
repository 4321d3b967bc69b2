package dev.belfry.access.key;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.credential.KeyText;
import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.platform.database.DatabaseClock;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Changes what a key is called and what it gives. */
@ApplicationScoped
class KeyEditor {
  private final GrantStore grants;
  private final KeyMaker maker;
  private final KeyRules rules;
  private final KeyViews views;
  private final KeyEvents events;
  private final InstantSource clock;

  KeyEditor(
      GrantStore grants,
      KeyMaker maker,
      KeyRules rules,
      KeyViews views,
      KeyEvents events,
      InstantSource clock) {
    this.grants = grants;
    this.maker = maker;
    this.rules = rules;
    this.views = views;
    this.events = events;
    this.clock = clock;
  }

  KeyPatch current(ApiKey key, JsonNode patch) {
    return KeyPatch.of(key, grants.specs(key.grants), patch);
  }

  /**
   * @param key held for us alone
   * @throws Problem 403 when the caller does not hold all that the result gives, 409 when the key
   *     has ended, 412, 422
   */
  void edit(ApiKey key, @Nullable String ifMatch, Function<ApiKey, KeyPatch> change) {
    EntityTag.require(ifMatch, key.version);
    Instant now = DatabaseClock.now();
    KeyRules.requireNotEnded(key, now);
    if (key.successorId != null) {
      throw Problem.of(ProblemType.CONFLICT, "The key was rotated; change its successor.");
    }
    KeyPatch wanted = change.apply(key);
    KeyView seen = views.one(key, null, now);
    KeyTerms before = rules.terms(key);
    KeyTerms after = result(key, wanted, now);
    rules.requireHeld(
        after, key, scope -> KeyRules.pointer(KeyKind.CUSTOM, wanted.scopes(), scope));
    rules.requirePlaces(wanted.grants(), seen.grants());

    if (!Objects.equals(key.expiresAt, after.expiresAt())) {
      key.told = List.of();
      key.endsByPolicy = false;
    }
    key.name = wanted.name();
    key.description = wanted.description();
    key.labels = wanted.labels() == null ? Map.of() : wanted.labels();
    key.grants = grants.write(after.rights());
    key.notBefore = after.notBefore();
    key.expiresAt = after.expiresAt();
    key.allowedNetworks = after.networks();
    key.limits(after.limits());
    if (before.narrowedBy(after)) {
      key.rightsVersion++;
    }
    key.updatedAt = clock.instant();
    ApiKey.flush();
    events.fire(key, "key.updated", seen, views.one(key, null, now));
  }

  private KeyTerms result(ApiKey key, KeyPatch wanted, Instant now) {
    Instant expiresAt = wanted.expiresAt();
    if (!Objects.equals(expiresAt, key.expiresAt)) {
      KeyRules.requireFuture(null, expiresAt, now);
      expiresAt = rules.withinLongestLife(expiresAt, key.createdAt);
    }
    KeyRules.requireFuture(wanted.notBefore(), expiresAt, now);
    return new KeyTerms(
        rights(key, wanted),
        wanted.notBefore(),
        expiresAt,
        KeyTerms.canonical(wanted.allowedNetworks()),
        KeyRules.requireDistinct(wanted.limits()));
  }

  private Rights rights(ApiKey key, KeyPatch wanted) {
    if (!KeyKind.of(key).immutable()) {
      Rights rights = maker.rights(wanted.grants(), wanted.scopes());
      KeyRules.requireFits(KeyText.Type.valueOf(key.type.toUpperCase(Locale.ROOT)), rights);
      return rights;
    }
    List<GrantSpec> given = wanted.grants();
    if (wanted.scopes() != null || (given != null && !same(key, given))) {
      throw Problem.invalid(
          wanted.scopes() == null ? "/grants" : "/scopes",
          "immutable",
          "the grants of a key of the kind " + key.kind + " are fixed; make another key");
    }
    return grants.read(key.grants);
  }

  private boolean same(ApiKey key, List<GrantSpec> given) {
    Rights fixed = grants.read(key.grants);
    Rights wanted = grants.rights(given);
    return fixed.contains(wanted) && wanted.contains(fixed);
  }
}
