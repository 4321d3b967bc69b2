package dev.belfry.alerting.book;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.Access;
import dev.belfry.access.Caller;
import dev.belfry.access.Quota;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.Standings;
import dev.belfry.account.category.CategoryDeleted;
import dev.belfry.account.group.GroupDeleted;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Changes;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps rules of all kinds, and answers for who may see and change them. */
@ApplicationScoped
@Transactional
public class RuleBook {
  private static final Logger LOG = Logger.getLogger(RuleBook.class);

  private final Access access;
  private final Quota quota;
  private final Standings standings;
  private final ObjectMapper mapper;
  private final Changes changes;
  private final Event<RuleChanged> events;
  private final InstantSource clock;

  RuleBook(
      Access access,
      Quota quota,
      Standings standings,
      ObjectMapper mapper,
      Changes changes,
      Event<RuleChanged> events,
      InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.standings = standings;
    this.mapper = mapper;
    this.changes = changes;
    this.events = events;
    this.clock = clock;
  }

  /** What the caller may see, newest first. */
  public <B> Page<Kept<B>> list(RuleKind<B> kind, PageRequest page) {
    List<Kept<B>> seen = seen(kind);
    return Page.of(
        seen.stream().skip((long) page.index() * page.limit).limit(page.limit).toList(),
        page,
        seen.size());
  }

  /** All that the caller may see; few by their limit. */
  public <B> List<Kept<B>> seen(RuleKind<B> kind) {
    return Rule.listed(access.account(), kind.name()).stream()
        .filter(rule -> RuleReach.contains(access, rule.reach, kind.read()))
        .map(rule -> kept(kind, rule))
        .toList();
  }

  /**
   * @throws Problem 404 when the caller may not know of it
   */
  public <B> Kept<B> get(RuleKind<B> kind, Id id) {
    Rule rule = Rule.named(access.account(), kind.name(), id.uuid()).orElseThrow(Problem::notFound);
    RuleReach.require(access, rule, kind, kind.read());
    return kept(kind, rule);
  }

  /** Those of these that the caller may see. */
  public Set<UUID> visible(RuleKind<?> kind, Collection<UUID> ids) {
    return Rule.all(access.account(), kind.name(), ids).stream()
        .filter(rule -> RuleReach.contains(access, rule.reach, kind.read()))
        .map(rule -> rule.id)
        .collect(Collectors.toSet());
  }

  /** In what the caller sees by all of these. @throws Problem 403 when by one it sees nothing */
  public List<Pair> reach(Set<Scope> sees) {
    return RuleReach.of(access, sees);
  }

  /** Whether the caller may change it. */
  public boolean isChangeable(RuleKind<?> kind, Kept<?> rule) {
    return RuleReach.contains(access, rule.reach(), kind.verbs().update());
  }

  /** For whoever acts, whoever asks: those of these that are there. */
  public <B> Map<UUID, Kept<B>> named(RuleKind<B> kind, AccountId account, Collection<UUID> ids) {
    Map<UUID, Kept<B>> named = new HashMap<>();
    Rule.all(account, kind.name(), ids).forEach(rule -> named.put(rule.id, kept(kind, rule)));
    return named;
  }

  /** For whoever acts: those that are enabled and want this kind of news. */
  public <B> List<Kept<B>> listening(RuleKind<B> kind, AccountId account, String event) {
    return Rule.listening(account, kind.name(), event).stream()
        .flatMap(rule -> readable(kind, rule))
        .toList();
  }

  /** One that cannot be read must not keep an alarm from all others. */
  private <B> Stream<Kept<B>> readable(RuleKind<B> kind, Rule rule) {
    try {
      return Stream.of(kept(kind, rule));
    } catch (IllegalStateException e) {
      LOG.error("a rule does not act", e);
      return Stream.of();
    }
  }

  /** Whether its maker may still see what it tells; what comes of it is kept beside the rule. */
  public boolean stands(AccountId account, Kept<?> rule, Set<Scope> sees) {
    boolean stands =
        RuleReach.stands(standings.rights(account, rule.owner(), rule.key()), rule.reach(), sees);
    if (stands == (rule.stopped() != null)) {
      Rule.stop(account, rule.id(), stands ? null : "owner_lost_right");
    }
    return stands;
  }

  public <B> Kept<B> create(RuleKind<B> kind, Id id, Draft<B> draft) {
    AccountId account = access.account();
    Instant now = clock.instant();
    quota.requireRoom(
        account,
        kind.plural(),
        kind.most(),
        () -> Rule.count("accountId = ?1 and kind = ?2", account.uuid(), kind.name()));
    Rule rule = new Rule();
    rule.id = id.uuid();
    rule.accountId = account.uuid();
    rule.kind = kind.name();
    rule.createdAt = now;
    actsForCaller(rule, draft, kind.verbs().create());
    become(rule, draft, now);
    rule.persist();
    rule.uses(draft.uses());
    fire(rule, id, "created", null, draft.body());
    return kept(kind, rule);
  }

  /** From now on it acts for the caller. @throws Problem 404, 403 and 412 */
  public <B> Kept<B> edit(
      RuleKind<B> kind, Id id, @Nullable String ifMatch, Function<Kept<B>, Draft<B>> change) {
    Rule rule = locked(kind, id, kind.verbs().update());
    EntityTag.require(ifMatch, rule.version);
    Kept<B> before = kept(kind, rule);
    Draft<B> draft = change.apply(before);
    actsForCaller(rule, draft, kind.verbs().update());
    return changed(kind, id, rule, before, draft);
  }

  /** Changes a part that gives it no wider reach; it acts for whom it did. */
  public <B> Kept<B> amend(RuleKind<B> kind, Id id, Function<Kept<B>, Draft<B>> change) {
    Rule rule = locked(kind, id, kind.verbs().update());
    Kept<B> before = kept(kind, rule);
    return changed(kind, id, rule, before, change.apply(before));
  }

  private <B> Kept<B> changed(RuleKind<B> kind, Id id, Rule rule, Kept<B> before, Draft<B> draft) {
    become(rule, draft, clock.instant());
    rule.uses(draft.uses());
    fire(rule, id, "updated", before.body(), draft.body());
    return kept(kind, rule);
  }

  /**
   * @throws Problem 409 while another rule names it
   */
  public void delete(RuleKind<?> kind, Id id) {
    Rule rule = locked(kind, id, kind.verbs().delete());
    if (rule.users() > 0) {
      throw Problem.of(
          ProblemType.CONFLICT, "Other rules name it; take it out of them before you delete it.");
    }
    Object last = kept(kind, rule).body();
    rule.delete();
    Rule.flush();
    fire(rule, id, "deleted", last, null);
  }

  /** Because of something that happened elsewhere: what of a body is not as it was is kept. */
  public <B> void rewrite(RuleKind<B> kind, AccountId account, UnaryOperator<B> change) {
    for (Rule rule : Rule.allLocked(account, kind.name())) {
      B before = kept(kind, rule).body();
      B after = change.apply(before);
      if (!after.equals(before)) {
        rule.body = mapper.valueToTree(after);
      }
    }
  }

  void forget(@Observes CategoryDeleted event) {
    Rule.forget(event.account(), event.category().uuid());
  }

  void forget(@Observes GroupDeleted event) {
    Rule.forget(event.account(), event.group().uuid());
  }

  private Rule locked(RuleKind<?> kind, Id id, Scope scope) {
    Rule rule =
        Rule.locked(access.account(), kind.name(), id.uuid()).orElseThrow(Problem::notFound);
    RuleReach.require(access, rule, kind, scope);
    return rule;
  }

  private void actsForCaller(Rule rule, Draft<?> draft, Scope verb) {
    Caller caller = access.caller();
    rule.ownerId = caller.member().uuid();
    rule.keyId = caller.key() == null ? null : caller.key().uuid();
    rule.reach = RuleReach.of(access, draft.sees().isEmpty() ? Set.of(verb) : draft.sees());
    rule.stopped = null;
  }

  private void become(Rule rule, Draft<?> draft, Instant now) {
    rule.name = draft.name();
    rule.enabled = draft.enabled();
    rule.events = draft.events();
    rule.body = mapper.valueToTree(draft.body());
    rule.updatedAt = now;
  }

  private void fire(
      Rule rule, Id id, String verb, @Nullable Object before, @Nullable Object after) {
    events.fire(
        new RuleChanged(
            new AccountId(rule.accountId),
            access.actor(),
            Subject.of(rule.kind, id, rule.name),
            clock.instant(),
            rule.kind + "." + verb,
            changes.between(before, after, Set.of())));
  }

  private <B> Kept<B> kept(RuleKind<B> kind, Rule rule) {
    try {
      return new Kept<>(
          rule.id,
          rule.name,
          mapper.treeToValue(rule.body, kind.body()),
          rule.enabled,
          rule.stopped,
          new MemberId(rule.ownerId),
          rule.keyId,
          rule.reach,
          rule.version,
          rule.createdAt,
          rule.updatedAt);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          kind.name() + " " + TypeId.format("rule", rule.id) + " is not as we wrote it", e);
    }
  }
}
