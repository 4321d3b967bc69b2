package dev.belfry.access.key;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.credential.KeyId;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.database.DatabaseClock;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** API keys, for whoever is not of this alcove. */
@ApplicationScoped
public class KeyService {
  private final Access access;
  private final KeyMaker maker;
  private final KeyEditor editor;
  private final KeySight sight;
  private final KeyViews views;
  private final KeyTurn turn;
  private final KeyEnding ending;
  private final KeyRotation rotation;
  private final MergePatch patches;

  KeyService(
      Access access,
      KeyMaker maker,
      KeyEditor editor,
      KeySight sight,
      KeyViews views,
      KeyTurn turn,
      KeyEnding ending,
      KeyRotation rotation,
      MergePatch patches) {
    this.access = access;
    this.maker = maker;
    this.editor = editor;
    this.sight = sight;
    this.views = views;
    this.turn = turn;
    this.ending = ending;
    this.rotation = rotation;
    this.patches = patches;
  }

  /** A key with the version that edits compare. */
  public record Versioned(KeyView key, long version) {}

  /** Makes a key with no more than the caller has; the answer alone holds the key itself. */
  @Transactional
  public KeyView create(NewKey wanted) {
    KeyMaker.Made made = maker.make(wanted);
    return views.one(made.key(), made.text(), DatabaseClock.now());
  }

  /** The key that an operator brought along for the first start. */
  @Transactional
  public void adopt(AccountId account, MemberId owner, String text) {
    maker.adopt(account, owner, text);
  }

  /** Those that the caller may see. */
  @Transactional
  public Page<KeyView> list(PageRequest page, KeyFilter filter) {
    Instant now = DatabaseClock.now();
    var query = filter.find(access.account(), now, sight.condition());
    long total = query.count();
    List<ApiKey> keys = query.page(page.index(), page.limit).list();
    return Page.of(views.many(keys, now), page, total);
  }

  @Transactional
  public Versioned get(KeyId id) {
    return versioned(sight.require(ApiKey.named(access.account(), id.uuid())));
  }

  public Versioned replace(KeyId id, KeyPatch wanted, @Nullable String ifMatch) {
    return edit(id, ifMatch, key -> wanted);
  }

  public Versioned patch(KeyId id, JsonNode patch, @Nullable String ifMatch) {
    return edit(
        id, ifMatch, key -> patches.apply(editor.current(key, patch), patch, KeyPatch.class));
  }

  /** Ends a key and those that it made; of whoever owns it. */
  public KeyView revoke(KeyId id) {
    return ending.revoke(id, KeyEnding.Why.NONE);
  }

  /** The successor of a key; the answer alone holds the key itself. */
  public KeyView rotate(KeyId id, Rotation wanted) {
    return rotation.rotate(id, wanted);
  }

  private Versioned edit(KeyId id, @Nullable String ifMatch, Function<ApiKey, KeyPatch> wanted) {
    return turn.with(
        id,
        key -> {
          sight.require(java.util.Optional.of(key));
          editor.edit(key, ifMatch, wanted);
          return versioned(key);
        });
  }

  private Versioned versioned(ApiKey key) {
    return new Versioned(views.one(key, null, DatabaseClock.now()), key.version);
  }
}
