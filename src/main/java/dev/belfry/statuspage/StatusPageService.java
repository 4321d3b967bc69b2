package dev.belfry.statuspage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.access.Access;
import dev.belfry.access.Caller;
import dev.belfry.access.Quota;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The life of status pages. */
@ApplicationScoped
@Transactional
public class StatusPageService {
  /** What no plan counts. */
  private static final long MOST = 100;

  private static final String NETWORKS = AccessMode.NETWORKS.name().toLowerCase(Locale.ROOT);

  private final Access access;
  private final Quota quota;
  private final PageRules rules;
  private final PageReach reach;
  private final PageViews views;
  private final DomainClaims domains;
  private final MergePatch patches;
  private final Event<StatusPageChanged> events;
  private final InstantSource clock;

  StatusPageService(
      Access access,
      Quota quota,
      PageRules rules,
      PageReach reach,
      PageViews views,
      DomainClaims domains,
      MergePatch patches,
      Event<StatusPageChanged> events,
      InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.rules = rules;
    this.reach = reach;
    this.views = views;
    this.domains = domains;
    this.patches = patches;
    this.events = events;
    this.clock = clock;
  }

  /** A page with the version that edits compare. */
  public record Versioned(StatusPageView page, long version) {}

  public Page<StatusPageView> list(PageRequest page) {
    // At most a hundred, and containment is not said in SQL.
    List<StatusPage> seen =
        StatusPage.listed(access.account()).list().stream()
            .filter(one -> reach.contains(one, Scope.STATUSPAGE_READ))
            .toList();
    List<StatusPage> shown =
        seen.stream().skip((long) page.index() * page.limit).limit(page.limit).toList();
    return Page.of(views.of(access.account(), shown), page, seen.size());
  }

  public Versioned get(StatusPageId id) {
    return versioned(
        reach.require(StatusPage.named(access.account(), id.uuid()), Scope.STATUSPAGE_READ));
  }

  /**
   * That the caller may do this to the page.
   *
   * @throws Problem 404 where he may not know of it, 403 where he may not do this
   */
  public void require(StatusPageId id, Scope scope) {
    reach.require(StatusPage.named(access.account(), id.uuid()), scope);
  }

  /** Whether the caller may do this to the page. */
  public boolean allows(StatusPageId id, Scope scope) {
    return StatusPage.named(access.account(), id.uuid())
        .filter(page -> reach.contains(page, scope))
        .isPresent();
  }

  /** Makes a page that shows what the caller may read. */
  public Versioned create(NewStatusPage wanted) {
    AccountId account = access.account();
    List<Pair> own = reach.own();
    PageRules.Checked checked = rules.check(wanted, null);
    quota.requireRoom(account, "status pages", MOST, () -> StatusPage.countOf(account));
    Instant now = clock.instant();
    StatusPage page = new StatusPage();
    page.id = TypeId.next();
    page.accountId = account.uuid();
    page.createdAt = now;
    become(page, wanted, checked, own);
    page.updatedAt = now;
    page.persist();
    StatusPage.flush();
    takeSlug(page);
    arrange(page, wanted.components() == null ? List.of() : wanted.components(), now);
    StatusPage.flush();
    fire(page, "statuspage.created", now, views.between(null, views.moment(page)));
    domains.follow(page, access.actor(), now);
    return versioned(page);
  }

  public Versioned replace(StatusPageId id, NewStatusPage wanted, @Nullable String ifMatch) {
    return edit(id, ifMatch, current -> wanted);
  }

  public Versioned patch(StatusPageId id, JsonNode patch, @Nullable String ifMatch) {
    for (String field : List.of("access", "components")) {
      if (patch.path(field).isNull()) {
        // Null would open it to everybody, or take everything from it.
        throw Problem.invalid(
            "/" + field, "not_allowed", "cannot be null; leave it out to keep it");
      }
    }
    if (patch.path("access").path("mode").isNull()) {
      throw Problem.invalid(
          "/access/mode", "not_allowed", "cannot be null; leave it out to keep it");
    }
    return edit(
        id, ifMatch, current -> patches.apply(current, switched(patch), NewStatusPage.class));
  }

  /** Networks that another mode does not use go with the old one, unless the caller names some. */
  private static JsonNode switched(JsonNode patch) {
    JsonNode access = patch.path("access");
    boolean away =
        access.path("mode").isTextual() && !access.path("mode").asText().equals(NETWORKS);
    if (!away || access.has("networks")) {
      return patch;
    }
    ObjectNode whole = patch.deepCopy();
    whole.withObject("/access").putNull("networks");
    return whole;
  }

  public void delete(StatusPageId id) {
    StatusPage page = locked(id, Scope.STATUSPAGE_DELETE);
    List<Change> last = views.between(views.moment(page), null);
    page.delete();
    StatusPage.flush();
    fire(page, "statuspage.deleted", clock.instant(), last);
  }

  private Versioned edit(
      StatusPageId id, @Nullable String ifMatch, UnaryOperator<NewStatusPage> change) {
    StatusPage page = locked(id, Scope.STATUSPAGE_UPDATE);
    EntityTag.require(ifMatch, page.version);
    NewStatusPage wanted = change.apply(views.editable(page));
    PageViews.Moment before = views.moment(page);
    List<Pair> own = reach.own();
    PageRules.Checked checked = rules.check(wanted, page.passwordHash);
    Instant now = clock.instant();
    become(page, wanted, checked, own);
    page.updatedAt = now;
    takeSlug(page);
    arrange(page, wanted.components() == null ? List.of() : wanted.components(), now);
    StatusPage.flush();
    fire(page, "statuspage.updated", now, views.between(before, views.moment(page)));
    domains.follow(page, access.actor(), now);
    return versioned(page);
  }

  private void become(
      StatusPage page, NewStatusPage wanted, PageRules.Checked checked, List<Pair> own) {
    Caller caller = access.caller();
    page.ownerId = caller.member().uuid();
    page.keyId = caller.key() == null ? null : caller.key().uuid();
    page.reach = own;
    page.name = wanted.name();
    page.description = wanted.description();
    page.slug = wanted.slug();
    page.domain = checked.domain();
    page.logoUrl = checked.logoUrl();
    PageTheme theme = wanted.theme() == null ? new PageTheme(null, null) : wanted.theme();
    page.theme = Objects.requireNonNullElse(theme.mode(), PageTheme.Mode.AUTO);
    page.accent = theme.accent();
    page.language = Objects.requireNonNullElse(wanted.language(), PageLanguage.EN);
    page.access = checked.mode();
    page.passwordHash = checked.passwordHash();
    page.networks = checked.networks();
    page.noindex = Boolean.TRUE.equals(wanted.noindex());
    page.showLatency = Boolean.TRUE.equals(wanted.showLatency());
    page.allowEmailSubscribers = Boolean.TRUE.equals(wanted.allowEmailSubscribers());
    page.allowWebhookSubscribers = Boolean.TRUE.equals(wanted.allowWebhookSubscribers());
  }

  private static void takeSlug(StatusPage page) {
    if (!page.takeAddress("slug", page.slug)) {
      throw Problem.of(
          ProblemType.TAKEN,
          "Another status page has this slug.",
          List.of(Violation.at("/slug", "taken", "is taken")));
    }
  }

  /** Makes its components just these; whoever is named by its id stays. */
  private static void arrange(StatusPage page, List<NewComponent> wanted, Instant now) {
    Map<UUID, StatusPageComponent> left = new HashMap<>();
    StatusPageComponent.of(page.accountId, page.id).forEach(one -> left.put(one.id, one));
    List<Violation> wrong = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      NewComponent one = wanted.get(i);
      StatusPageComponent kept = one.id() == null ? null : left.remove(one.id().uuid());
      if (one.id() != null && kept == null) {
        wrong.add(
            Violation.at("/components/" + i + "/id", "unknown", "is no component of this page"));
      }
      ComponentService.become(
          kept == null ? ComponentService.made(page, now) : kept,
          one,
          one.position() == null ? i : one.position(),
          now);
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
    left.values().forEach(StatusPageComponent::delete);
  }

  private StatusPage locked(StatusPageId id, Scope scope) {
    return reach.require(StatusPage.locked(access.account(), id.uuid()), scope);
  }

  private Versioned versioned(StatusPage page) {
    return new Versioned(views.of(access.account(), page), page.version);
  }

  private void fire(StatusPage page, String action, Instant now, List<Change> changes) {
    events.fire(
        new StatusPageChanged(
            access.account(),
            access.actor(),
            Subject.of("status_page", new StatusPageId(page.id), page.name),
            now,
            action,
            changes));
  }
}
