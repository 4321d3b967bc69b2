package dev.belfry.alerting.escalation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.grant.Scope;
import dev.belfry.alerting.book.Draft;
import dev.belfry.alerting.book.Kept;
import dev.belfry.alerting.book.RuleBook;
import dev.belfry.alerting.book.RuleKind;
import dev.belfry.alerting.role.Naming;
import dev.belfry.alerting.role.NotificationRoleService;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The life of escalations. */
@ApplicationScoped
@Transactional
public class EscalationService {
  public static final RuleKind<NewEscalation> KIND =
      new RuleKind<>(
          "escalation",
          "escalations",
          NewEscalation.class,
          new RuleKind.Verbs(
              Scope.ESCALATION_READ,
              Scope.ESCALATION_CREATE,
              Scope.ESCALATION_UPDATE,
              Scope.ESCALATION_DELETE),
          200);

  private final RuleBook book;
  private final Naming naming;
  private final MergePatch patches;

  EscalationService(RuleBook book, Naming naming, MergePatch patches) {
    this.book = book;
    this.naming = naming;
    this.patches = patches;
  }

  /** An escalation with the version that edits compare. */
  public record Versioned(EscalationView escalation, long version) {
    private static Versioned of(Kept<NewEscalation> kept) {
      return new Versioned(EscalationView.of(kept), kept.version());
    }
  }

  public Page<EscalationView> list(PageRequest page) {
    return book.list(KIND, page).map(EscalationView::of);
  }

  public Versioned get(EscalationId id) {
    return Versioned.of(book.get(KIND, id));
  }

  public EscalationView create(NewEscalation wanted) {
    return EscalationView.of(
        book.create(KIND, new EscalationId(TypeId.next()), checked(wanted, null)));
  }

  public Versioned replace(EscalationId id, NewEscalation wanted, @Nullable String ifMatch) {
    return Versioned.of(book.edit(KIND, id, ifMatch, old -> checked(wanted, old.body())));
  }

  public Versioned patch(EscalationId id, JsonNode patch, @Nullable String ifMatch) {
    return Versioned.of(
        book.edit(
            KIND,
            id,
            ifMatch,
            old -> checked(patches.apply(old.body(), patch, NewEscalation.class), old.body())));
  }

  public void delete(EscalationId id) {
    book.delete(KIND, id);
  }

  private Draft<NewEscalation> checked(NewEscalation wanted, @Nullable NewEscalation before) {
    List<Violation> wrong = new ArrayList<>();
    for (int i = 0; i < wanted.steps().size(); i++) {
      NewEscalation.Step step = wanted.steps().get(i);
      String pointer = "/steps/" + i;
      naming.rules(
          NotificationRoleService.KIND,
          Naming.Wanted.of(step.roles(), named(before, NewEscalation.Step::roles)),
          pointer + "/role_ids",
          "notification role",
          wrong);
      naming.channels(
          Naming.Wanted.of(step.channels(), named(before, NewEscalation.Step::channels)),
          pointer + "/channel_ids",
          wrong);
      naming.webhooks(
          Naming.Wanted.of(step.webhooks(), named(before, NewEscalation.Step::webhooks)),
          pointer + "/webhook_ids",
          wrong);
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
    Set<UUID> uses =
        named(wanted, NewEscalation.Step::roles).map(Id::uuid).collect(Collectors.toSet());
    return Draft.of(wanted, wanted.name(), uses);
  }

  private static <I extends Id> Stream<I> named(
      @Nullable NewEscalation escalation, Function<NewEscalation.Step, List<I>> ids) {
    return escalation == null
        ? Stream.of()
        : escalation.steps().stream().flatMap(step -> ids.apply(step).stream());
  }
}
