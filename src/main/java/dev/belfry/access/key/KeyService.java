package dev.belfry.access.key;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.Caller;
import dev.belfry.access.Quota;
import dev.belfry.access.Revocation;
import dev.belfry.access.credential.KeyId;
import dev.belfry.access.credential.KeyText;
import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.seal.Pepper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The life of API keys. */
@ApplicationScoped
@Transactional
public class KeyService {
  private static final String RESOURCE = "keys";

  private final Access access;
  private final Quota quota;
  private final Pepper pepper;
  private final GrantStore grants;
  private final KeyViews views;
  private final KeyHistory history;
  private final MergePatch patches;
  private final Event<KeyChanged> events;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  KeyService(
      Access access,
      Quota quota,
      Pepper pepper,
      GrantStore grants,
      KeyViews views,
      KeyHistory history,
      MergePatch patches,
      Event<KeyChanged> events,
      InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.pepper = pepper;
    this.grants = grants;
    this.views = views;
    this.history = history;
    this.patches = patches;
    this.events = events;
    this.clock = clock;
  }

  /** Makes a key with no more rights than the caller's; the answer alone holds the key itself. */
  public KeyView create(NewKey wanted) {
    Caller caller = access.caller();
    KeyText.Type type = wanted.type() == null ? KeyText.Type.SVC : wanted.type();
    if (type != KeyText.Type.SVC && type != KeyText.Type.PAT) {
      throw Problem.invalid("/type", "not_allowed", "must be svc or pat");
    }
    Rights rights =
        access.handOut(wantedGrants(wanted), i -> wanted.scopes() == null ? "/grants/" + i : "");
    if (caller.key() != null && grants.handsOutRights(rights)) {
      throw AccessProblems.chain();
    }
    Instant now = clock.instant();
    requireFuture(wanted.expiresAt(), now);
    String text = KeyText.generate(type, random);
    ApiKey key = fresh(text, wanted.name(), now);
    key.accountId = caller.account().uuid();
    key.ownerId = caller.member().uuid();
    key.parentId = caller.key() == null ? null : caller.key().uuid();
    key.description = wanted.description();
    key.labels = wanted.labels() == null ? Map.of() : wanted.labels();
    key.kind = kindOf(wanted).name().toLowerCase(java.util.Locale.ROOT);
    key.type = type.name().toLowerCase(java.util.Locale.ROOT);
    key.grants = grants.write(rights);
    key.expiresAt = outlivedByParent(caller, wanted.expiresAt());
    makeRoom(caller.account(), now);
    key.persist();
    fire(key, "key.created", now, history.between(null, views.one(key, null, now)));
    return views.one(key, text, now);
  }

  /** The key that an operator brought along for the first start. */
  public void adopt(AccountId account, MemberId owner, String text) {
    Instant now = clock.instant();
    ApiKey key = fresh(text, "Bootstrap key", now);
    key.accountId = account.uuid();
    key.ownerId = owner.uuid();
    key.labels = Map.of();
    key.kind = KeyKind.FULL_ACCESS.name().toLowerCase(java.util.Locale.ROOT);
    key.type = KeyText.typeOf(text).orElseThrow().name().toLowerCase(java.util.Locale.ROOT);
    key.grants = grants.write(grants.rights(KeyKind.FULL_ACCESS.grants()));
    key.persist();
    events.fire(new KeyChanged(account, access.actor(), subject(key), now, "key.created"));
  }

  public Page<KeyView> list(PageRequest page, @Nullable KeyStatus status) {
    Instant now = clock.instant();
    var query = ApiKey.listed(access.account(), status, now);
    long total = query.count();
    List<ApiKey> keys = query.page(page.index(), page.limit).list();
    return Page.of(views.many(keys, now), page, total);
  }

  public Versioned get(KeyId id) {
    return versioned(ApiKey.named(access.account(), id.uuid()).orElseThrow(Problem::notFound));
  }

  public Versioned replace(KeyId id, KeyPatch wanted, @Nullable String ifMatch) {
    return edit(id, ifMatch, current -> wanted);
  }

  public Versioned patch(KeyId id, JsonNode patch, @Nullable String ifMatch) {
    return edit(id, ifMatch, current -> patches.apply(current, patch, KeyPatch.class));
  }

  /**
   * When this has returned, nothing that the key began commits any more, and no call with it is let
   * in.
   */
  public KeyView revoke(KeyId id) {
    ApiKey key = takenAway(id);
    Instant now = clock.instant();
    if (key.revokedAt == null) {
      end(key, now);
      fire(key, "key.revoked", now);
    }
    return views.one(key, null, now);
  }

  /** Revokes and hides it; the row stays for the log book. */
  public void delete(KeyId id) {
    ApiKey key = takenAway(id);
    Instant now = clock.instant();
    end(key, now);
    key.deletedAt = now;
    fire(key, "key.deleted", now);
  }

  /** A key with the version that edits compare. */
  public record Versioned(KeyView key, long version) {}

  private Versioned edit(KeyId id, @Nullable String ifMatch, UnaryOperator<KeyPatch> change) {
    ApiKey key = ApiKey.locked(access.account(), id.uuid()).orElseThrow(Problem::notFound);
    EntityTag.require(ifMatch, key.version);
    KeyPatch wanted = change.apply(KeyPatch.of(key));
    Instant now = clock.instant();
    KeyView before = views.one(key, null, now);
    key.name = wanted.name();
    key.description = wanted.description();
    key.labels = wanted.labels() == null ? Map.of() : wanted.labels();
    key.updatedAt = now;
    ApiKey.flush();
    KeyView after = views.one(key, null, now);
    fire(key, "key.updated", now, history.between(before, after));
    return new Versioned(after, key.version);
  }

  /** The lock comes first, so that what is read after it is what everybody sees from now on. */
  private ApiKey takenAway(KeyId id) {
    if (ApiKey.named(access.account(), id.uuid()).isEmpty()) {
      throw Problem.notFound();
    }
    Revocation.begin(id.uuid());
    ApiKey.getEntityManager().clear();
    return ApiKey.locked(access.account(), id.uuid()).orElseThrow(Problem::notFound);
  }

  private static void end(ApiKey key, Instant now) {
    if (key.revokedAt == null) {
      key.revokedAt = now;
      key.rightsVersion++;
    }
    key.updatedAt = now;
  }

  private ApiKey fresh(String text, String name, Instant now) {
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

  private static KeyKind kindOf(NewKey wanted) {
    return wanted.kind() == null ? KeyKind.CUSTOM : wanted.kind();
  }

  private static List<GrantSpec> wantedGrants(NewKey wanted) {
    boolean some = wanted.grants() != null || wanted.scopes() != null;
    if (kindOf(wanted).immutable()) {
      if (some) {
        throw Problem.invalid(
            "/kind", "not_allowed", "has fixed grants; leave out grants and scopes");
      }
      return kindOf(wanted).grants();
    }
    if (wanted.grants() != null && wanted.scopes() != null) {
      throw Problem.invalid(
          "/scopes", "not_allowed", "is the short form of grants; give one of them");
    }
    if (wanted.scopes() != null) {
      return List.of(GrantSpec.atAll(wanted.scopes()));
    }
    if (wanted.grants() == null) {
      throw Problem.invalid("/grants", "required", "a custom key needs grants or scopes");
    }
    return wanted.grants();
  }

  private static void requireFuture(@Nullable Instant expiresAt, Instant now) {
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw Problem.invalid("/expires_at", "in_the_past", "must lie in the future");
    }
  }

  /** A key made by a key ends no later than that one. */
  private static @Nullable Instant outlivedByParent(Caller caller, @Nullable Instant wanted) {
    if (caller.key() == null) {
      return wanted;
    }
    Instant parents =
        ApiKey.named(caller.account(), caller.key().uuid())
            .orElseThrow(Problem::notFound)
            .expiresAt;
    if (parents != null && wanted != null && wanted.isAfter(parents)) {
      throw Problem.invalid(
          "/expires_at", "too_late", "must not be after the end of your own key, " + parents);
    }
    return wanted == null ? parents : wanted;
  }

  /**
   * Under the lock of the account's quota, so that two who count at once cannot both be the last.
   */
  private void makeRoom(AccountId account, Instant now) {
    long most = quota.lock(account, RESOURCE);
    if (ApiKey.active(account, now) >= most) {
      throw AccessProblems.limitReached(RESOURCE, most);
    }
  }

  private Versioned versioned(ApiKey key) {
    return new Versioned(views.one(key, null, clock.instant()), key.version);
  }

  private void fire(ApiKey key, String action, Instant now) {
    fire(key, action, now, List.of());
  }

  private void fire(ApiKey key, String action, Instant now, List<Change> changes) {
    events.fire(
        new KeyChanged(access.account(), access.actor(), subject(key), now, action, changes));
  }

  private static Subject subject(ApiKey key) {
    UUID id = key.id;
    return Subject.of("key", new KeyId(id), key.name);
  }
}
