package dev.belfry.alerting.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.grant.Scope;
import dev.belfry.alerting.book.Kept;
import dev.belfry.alerting.book.RuleBook;
import dev.belfry.alerting.book.RuleKind;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/** The life of triggers. */
@ApplicationScoped
@Transactional
public class TriggerService {
  static final RuleKind<NewTrigger> KIND =
      new RuleKind<>(
          "trigger",
          "triggers",
          NewTrigger.class,
          new RuleKind.Verbs(
              Scope.TRIGGER_READ, Scope.TRIGGER_CREATE, Scope.TRIGGER_UPDATE, Scope.TRIGGER_DELETE),
          500);

  private final RuleBook book;
  private final TriggerRules rules;
  private final MergePatch patches;

  TriggerService(RuleBook book, TriggerRules rules, MergePatch patches) {
    this.book = book;
    this.rules = rules;
    this.patches = patches;
  }

  /** A trigger with the version that edits compare. */
  public record Versioned(TriggerView trigger, long version) {
    private static Versioned of(Kept<NewTrigger> kept) {
      return new Versioned(TriggerView.of(kept), kept.version());
    }
  }

  public Page<TriggerView> list(PageRequest page) {
    return book.list(KIND, page).map(TriggerView::of);
  }

  public Versioned get(TriggerId id) {
    return Versioned.of(book.get(KIND, id));
  }

  public TriggerView create(NewTrigger wanted) {
    return TriggerView.of(
        book.create(KIND, new TriggerId(TypeId.next()), rules.checked(wanted, null)));
  }

  public Versioned replace(TriggerId id, NewTrigger wanted, @Nullable String ifMatch) {
    return Versioned.of(book.edit(KIND, id, ifMatch, old -> rules.checked(wanted, old.body())));
  }

  public Versioned patch(TriggerId id, JsonNode patch, @Nullable String ifMatch) {
    return Versioned.of(
        book.edit(
            KIND,
            id,
            ifMatch,
            old -> rules.checked(patches.apply(old.body(), patch, NewTrigger.class), old.body())));
  }

  public void delete(TriggerId id) {
    book.delete(KIND, id);
  }
}
