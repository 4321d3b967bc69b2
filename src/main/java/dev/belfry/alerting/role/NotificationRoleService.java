package dev.belfry.alerting.role;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.grant.Scope;
import dev.belfry.alerting.book.Draft;
import dev.belfry.alerting.book.Kept;
import dev.belfry.alerting.book.RuleBook;
import dev.belfry.alerting.book.RuleKind;
import dev.belfry.alerting.rota.RotaService;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The life of roles of notification. */
@ApplicationScoped
@Transactional
public class NotificationRoleService {
  public static final RuleKind<NewNotificationRole> KIND =
      new RuleKind<>(
          "notification_role",
          "notification roles",
          NewNotificationRole.class,
          new RuleKind.Verbs(
              Scope.NOTIFICATION_ROLE_READ,
              Scope.NOTIFICATION_ROLE_CREATE,
              Scope.NOTIFICATION_ROLE_UPDATE,
              Scope.NOTIFICATION_ROLE_DELETE),
          500);

  private final RuleBook book;
  private final Naming naming;
  private final MergePatch patches;

  NotificationRoleService(RuleBook book, Naming naming, MergePatch patches) {
    this.book = book;
    this.naming = naming;
    this.patches = patches;
  }

  /** A role with the version that edits compare. */
  public record Versioned(NotificationRoleView role, long version) {
    private static Versioned of(Kept<NewNotificationRole> kept) {
      return new Versioned(NotificationRoleView.of(kept), kept.version());
    }
  }

  public Page<NotificationRoleView> list(PageRequest page) {
    return book.list(KIND, page).map(NotificationRoleView::of);
  }

  public Versioned get(NotificationRoleId id) {
    return Versioned.of(book.get(KIND, id));
  }

  public NotificationRoleView create(NewNotificationRole wanted) {
    return NotificationRoleView.of(
        book.create(KIND, new NotificationRoleId(TypeId.next()), checked(wanted, null)));
  }

  public Versioned replace(
      NotificationRoleId id, NewNotificationRole wanted, @Nullable String ifMatch) {
    return Versioned.of(book.edit(KIND, id, ifMatch, old -> checked(wanted, old.body())));
  }

  public Versioned patch(NotificationRoleId id, JsonNode patch, @Nullable String ifMatch) {
    return Versioned.of(
        book.edit(
            KIND,
            id,
            ifMatch,
            old ->
                checked(patches.apply(old.body(), patch, NewNotificationRole.class), old.body())));
  }

  public void delete(NotificationRoleId id) {
    book.delete(KIND, id);
  }

  private Draft<NewNotificationRole> checked(
      NewNotificationRole role, @Nullable NewNotificationRole before) {
    List<Violation> wrong = new ArrayList<>();
    naming.channels(
        Naming.Wanted.of(
            role.channels(), before == null ? Stream.of() : before.channels().stream()),
        "/channel_ids",
        wrong);
    naming.webhooks(
        Naming.Wanted.of(
            role.webhooks(), before == null ? Stream.of() : before.webhooks().stream()),
        "/webhook_ids",
        wrong);
    if (role.rotaId() != null) {
      naming.rules(
          RotaService.KIND,
          Naming.Wanted.of(
              List.of(role.rotaId()),
              before == null ? Stream.of() : Stream.ofNullable(before.rotaId())),
          "/rota_id",
          "rota",
          wrong);
    }
    if (role.rotaLayer() != null && role.rotaId() == null) {
      wrong.add(Violation.at("/rota_layer", "not_allowed", "needs a rota_id"));
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
    return Draft.of(
        role, role.name(), role.rotaId() == null ? Set.of() : Set.of(role.rotaId().uuid()));
  }
}
