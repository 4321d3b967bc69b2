package dev.belfry.notify.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.Caller;
import dev.belfry.access.Quota;
import dev.belfry.access.grant.Scope;
import dev.belfry.notify.Ledger;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The life of channels. */
@ApplicationScoped
@Transactional
public class ChannelService {
  private static final String RESOURCE = "channels";
  private static final ProblemType TOO_MANY_MAILS =
      new ProblemType("too_many_mails", 429, "Too many mails");

  private final Access access;
  private final Quota quota;
  private final ChannelRules rules;
  private final Kinds kinds;
  private final ChannelVault vault;
  private final ChannelViews views;
  private final ChannelHistory history;
  private final MergePatch patches;
  private final Ledger ledger;
  private final Event<ChannelChanged> changed;
  private final Event<ChannelDeleted> deleted;
  private final InstantSource clock;

  ChannelService(
      Access access,
      Quota quota,
      ChannelRules rules,
      Kinds kinds,
      ChannelVault vault,
      ChannelViews views,
      ChannelHistory history,
      MergePatch patches,
      Ledger ledger,
      Event<ChannelChanged> changed,
      Event<ChannelDeleted> deleted,
      InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.rules = rules;
    this.kinds = kinds;
    this.vault = vault;
    this.views = views;
    this.history = history;
    this.patches = patches;
    this.ledger = ledger;
    this.changed = changed;
    this.deleted = deleted;
    this.clock = clock;
  }

  /** A channel with the version that edits compare. */
  public record Versioned(ChannelView channel, long version) {}

  public Page<ChannelView> list(PageRequest page) {
    // Few by plan, and containment is not said in SQL.
    List<StoredChannel> seen =
        StoredChannel.listed(access.account()).list().stream()
            .filter(channel -> ChannelReach.contains(access, channel, Scope.CHANNEL_READ))
            .toList();
    List<StoredChannel> shown =
        seen.stream().skip((long) page.index() * page.limit).limit(page.limit).toList();
    return Page.of(views.all(access.account(), shown), page, seen.size());
  }

  public Versioned get(ChannelId id) {
    StoredChannel channel =
        StoredChannel.named(access.account(), id.uuid()).orElseThrow(Problem::notFound);
    ChannelReach.require(access, channel, Scope.CHANNEL_READ);
    return versioned(channel);
  }

  /** Makes a channel that may carry what the caller may read. */
  public ChannelView create(NewChannel wanted) {
    AccountId account = access.account();
    Instant now = clock.instant();
    ChannelRules.Checked checked = rules.check(wanted, null);
    quota.take(account, RESOURCE);
    StoredChannel channel = new StoredChannel();
    channel.id = TypeId.next();
    channel.accountId = account.uuid();
    channel.kind = wanted.kind();
    channel.createdAt = now;
    become(channel, wanted, checked, now);
    channel.persist();
    kinds.ask(channel, now);
    fire(channel, "channel.created", now, history.between(null, history.moment(channel)));
    return views.of(channel);
  }

  public Versioned replace(ChannelId id, NewChannel wanted, @Nullable String ifMatch) {
    return edit(id, ifMatch, current -> wanted);
  }

  public Versioned patch(ChannelId id, JsonNode patch, @Nullable String ifMatch) {
    if (patch.path("enabled").isNull()) {
      throw Problem.invalid("/enabled", "not_allowed", "cannot be null; leave it out to keep it");
    }
    return edit(id, ifMatch, current -> patches.apply(current, patch, NewChannel.class));
  }

  /**
   * Asks the receiver once more whether he wants news, where he has to be asked.
   *
   * @throws Problem 429 when that was done too often lately
   */
  public ChannelView ask(ChannelId id) {
    StoredChannel channel = locked(id, Scope.CHANNEL_UPDATE);
    Instant now = clock.instant();
    if (!kinds.ask(channel, now)) {
      throw Problem.of(TOO_MANY_MAILS, "Receivers were asked too often within the last hour.")
          .with("Retry-After", "3600");
    }
    return views.of(channel);
  }

  /** What was not sent yet is held; the ledger is kept. */
  public void delete(ChannelId id) {
    StoredChannel channel = locked(id, Scope.CHANNEL_DELETE);
    ledger.hold(access.account(), channel.id, ChannelDesk.DELETED);
    List<Change> last = history.between(history.moment(channel), null);
    channel.delete();
    quota.release(access.account(), RESOURCE);
    deleted.fire(
        new ChannelDeleted(
            access.account(),
            id,
            access.actor(),
            ChannelChanged.subject(channel),
            clock.instant(),
            last));
  }

  private Versioned edit(ChannelId id, @Nullable String ifMatch, UnaryOperator<NewChannel> change) {
    StoredChannel channel = locked(id, Scope.CHANNEL_UPDATE);
    EntityTag.require(ifMatch, channel.version);
    NewChannel wanted = change.apply(views.editable(channel));
    ChannelRules.Stored stored = new ChannelRules.Stored(channel.kind, vault.all(channel));
    ChannelHistory.Moment before = history.moment(channel);
    Instant now = clock.instant();
    become(channel, wanted, rules.check(wanted, stored), now);
    if (!channel.enabled) {
      ledger.hold(access.account(), channel.id, ChannelDesk.DISABLED);
    } else {
      // Perhaps it was mended.
      ledger.retry(access.account(), channel.id);
    }
    kinds.ask(channel, now);
    StoredChannel.flush();
    fire(channel, "channel.updated", now, history.between(before, history.moment(channel)));
    return versioned(channel);
  }

  private void become(
      StoredChannel channel, NewChannel wanted, ChannelRules.Checked checked, Instant now) {
    Caller caller = access.caller();
    NewChannel.Rate rate = wanted.rate();
    Integer digest = wanted.digestSeconds();
    channel.ownerId = caller.member().uuid();
    channel.keyId = caller.key() == null ? null : caller.key().uuid();
    channel.reach = ChannelReach.of(access);
    channel.name = wanted.name();
    channel.description = wanted.description();
    channel.settings = checked.open();
    vault.put(channel, checked.secret());
    channel.labels = wanted.labels() == null ? java.util.Map.of() : wanted.labels();
    channel.rateMessages = rate == null ? null : rate.messages();
    channel.rateWindowSeconds = rate == null ? null : rate.windowSeconds();
    channel.digestSeconds = digest == null || digest == 0 ? null : digest;
    channel.enabled = wanted.enabled() == null || wanted.enabled();
    channel.disabledReason = channel.enabled ? null : channel.disabledReason;
    channel.updatedAt = now;
  }

  private StoredChannel locked(ChannelId id, Scope scope) {
    StoredChannel channel =
        StoredChannel.locked(access.account(), id.uuid()).orElseThrow(Problem::notFound);
    ChannelReach.require(access, channel, scope);
    return channel;
  }

  private Versioned versioned(StoredChannel channel) {
    return new Versioned(views.of(channel), channel.version);
  }

  private void fire(StoredChannel channel, String action, Instant now, List<Change> changes) {
    changed.fire(ChannelChanged.of(channel, access.actor(), now, action, changes));
  }
}
