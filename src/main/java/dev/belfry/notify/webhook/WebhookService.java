package dev.belfry.notify.webhook;

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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The life of webhooks. */
@ApplicationScoped
@Transactional
public class WebhookService {
  private static final String RESOURCE = "webhooks";
  private static final Duration GRACE = Duration.ofHours(24);
  private static final WebhookPace NO_PACE = new WebhookPace(null, null, null);

  private final Access access;
  private final Quota quota;
  private final WebhookRules rules;
  private final WebhookVault vault;
  private final WebhookViews views;
  private final WebhookHistory history;
  private final MergePatch patches;
  private final Ledger ledger;
  private final Event<WebhookChanged> events;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  WebhookService(
      Access access,
      Quota quota,
      WebhookRules rules,
      WebhookVault vault,
      WebhookViews views,
      WebhookHistory history,
      MergePatch patches,
      Ledger ledger,
      Event<WebhookChanged> events,
      InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.rules = rules;
    this.vault = vault;
    this.views = views;
    this.history = history;
    this.patches = patches;
    this.ledger = ledger;
    this.events = events;
    this.clock = clock;
  }

  /** A webhook with the version that edits compare. */
  public record Versioned(WebhookView webhook, long version) {}

  public Page<WebhookView> list(PageRequest page) {
    // Few by plan, and containment is not said in SQL.
    List<Webhook> seen =
        Webhook.listed(access.account()).list().stream()
            .filter(webhook -> WebhookReach.contains(access, webhook, Scope.WEBHOOK_READ))
            .toList();
    return Page.of(
        views.of(seen.stream().skip((long) page.index() * page.limit).limit(page.limit).toList()),
        page,
        seen.size());
  }

  public Versioned get(WebhookId id) {
    Webhook webhook = Webhook.named(access.account(), id.uuid()).orElseThrow(Problem::notFound);
    WebhookReach.require(access, webhook, Scope.WEBHOOK_READ);
    return versioned(webhook);
  }

  /** Those of these that the caller may see. */
  public Set<UUID> visible(Collection<UUID> ids) {
    return ids.stream()
        .distinct()
        .filter(
            id ->
                Webhook.named(access.account(), id)
                    .filter(webhook -> WebhookReach.contains(access, webhook, Scope.WEBHOOK_READ))
                    .isPresent())
        .collect(Collectors.toSet());
  }

  /** Makes a webhook that tells what the caller may read; the answer alone holds its secret. */
  public WebhookView create(NewWebhook wanted) {
    AccountId account = access.account();
    Instant now = clock.instant();
    WebhookRules.Checked checked = rules.check(wanted, null);
    quota.take(account, RESOURCE);
    Webhook webhook = new Webhook();
    webhook.id = TypeId.next();
    webhook.accountId = account.uuid();
    webhook.createdAt = now;
    WebhookSecret secret = WebhookSecret.draw(random);
    vault.putSecret(webhook, secret);
    become(webhook, wanted, checked, now);
    webhook.persist();
    fire(webhook, "webhook.created", now, history.between(null, history.moment(webhook)));
    return views.of(webhook, secret);
  }

  public Versioned replace(WebhookId id, NewWebhook wanted, @Nullable String ifMatch) {
    return edit(id, ifMatch, current -> wanted);
  }

  public Versioned patch(WebhookId id, JsonNode patch, @Nullable String ifMatch) {
    requireNoNull(patch, "events");
    requireNoNull(patch, "enabled");
    return edit(id, ifMatch, current -> patches.apply(current, patch, NewWebhook.class));
  }

  /** What was not sent yet is held; the ledger is kept. */
  public void delete(WebhookId id) {
    Webhook webhook = locked(id, Scope.WEBHOOK_DELETE);
    ledger.hold(access.account(), webhook.id, WebhookChannel.DELETED);
    List<Change> last = history.between(history.moment(webhook), null);
    webhook.delete();
    quota.release(access.account(), RESOURCE);
    fire(webhook, "webhook.deleted", clock.instant(), last);
  }

  /** A new secret, shown once; for a day the old one signs beside it. */
  public WebhookView rotate(WebhookId id) {
    Webhook webhook = locked(id, Scope.WEBHOOK_UPDATE);
    Instant now = clock.instant();
    WebhookSecret secret = WebhookSecret.draw(random);
    webhook.previousSecret = webhook.secret;
    webhook.previousUntil = now.plus(GRACE);
    vault.putSecret(webhook, secret);
    webhook.updatedAt = now;
    Webhook.flush();
    fire(webhook, "webhook.secret_rotated", now, List.of(Change.ofSecret("secret")));
    return views.of(webhook, secret);
  }

  private Versioned edit(WebhookId id, @Nullable String ifMatch, UnaryOperator<NewWebhook> change) {
    Webhook webhook = locked(id, Scope.WEBHOOK_UPDATE);
    EntityTag.require(ifMatch, webhook.version);
    NewWebhook wanted = change.apply(views.editable(webhook));
    WebhookRules.Stored stored =
        new WebhookRules.Stored(URI.create(webhook.url), vault.headers(webhook));
    WebhookHistory.Moment before = history.moment(webhook);
    Instant now = clock.instant();
    boolean was = webhook.enabled;
    WebhookPace pace = WebhookPace.of(webhook);
    become(webhook, wanted, rules.check(wanted, stored), now);
    boolean anew =
        !stored.url().toString().equals(webhook.url)
            || !was
            || !pace.equals(WebhookPace.of(webhook));
    if (!webhook.enabled) {
      ledger.hold(access.account(), webhook.id, WebhookChannel.DISABLED);
    } else if (anew) {
      ledger.retry(access.account(), webhook.id);
    }
    Webhook.flush();
    fire(webhook, "webhook.updated", now, history.between(before, history.moment(webhook)));
    return versioned(webhook);
  }

  private void become(
      Webhook webhook, NewWebhook wanted, WebhookRules.Checked checked, Instant now) {
    Caller caller = access.caller();
    webhook.ownerId = caller.member().uuid();
    webhook.keyId = caller.key() == null ? null : caller.key().uuid();
    webhook.reach = WebhookReach.of(access, checked.events());
    webhook.url = checked.url().toString();
    webhook.description = wanted.description();
    (wanted.pace() == null ? NO_PACE : wanted.pace()).put(webhook);
    webhook.events = checked.events();
    vault.putHeaders(webhook, checked.headers());
    webhook.enabled = wanted.enabled() == null || wanted.enabled();
    webhook.disabledReason = webhook.enabled ? null : webhook.disabledReason;
    webhook.updatedAt = now;
  }

  /** Null would mean the default, which is more than whoever writes it may expect. */
  private static void requireNoNull(JsonNode patch, String field) {
    if (patch.path(field).isNull()) {
      throw Problem.invalid("/" + field, "not_allowed", "cannot be null; leave it out to keep it");
    }
  }

  private Webhook locked(WebhookId id, Scope scope) {
    Webhook webhook = Webhook.locked(access.account(), id.uuid()).orElseThrow(Problem::notFound);
    WebhookReach.require(access, webhook, scope);
    return webhook;
  }

  private Versioned versioned(Webhook webhook) {
    return new Versioned(views.of(webhook), webhook.version);
  }

  private void fire(Webhook webhook, String action, Instant now, List<Change> changes) {
    events.fire(WebhookChanged.of(webhook, access.actor(), now, action, changes));
  }
}
