package dev.belfry.alerting.trigger;

import dev.belfry.alerting.book.Draft;
import dev.belfry.alerting.book.Kept;
import dev.belfry.alerting.book.RuleBook;
import dev.belfry.alerting.role.NotificationRoleId;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes the roles of many triggers at once; each still acts for whom it did. */
@ApplicationScoped
@Transactional
public class MassRoles {
  private static final int MOST_ROLES = 50;

  private final RuleBook book;
  private final TriggerRules rules;

  MassRoles(RuleBook book, TriggerRules rules) {
    this.book = book;
    this.rules = rules;
  }

  /**
   * All or none, but for those that are refused.
   *
   * @throws Problem 422 for roles that the caller does not see, 404 for an id that it does not
   */
  public RoleChange.Report change(RoleChange wanted) {
    check(wanted);
    List<Kept<NewTrigger>> matched = matched(wanted);
    List<RoleChange.Refused> refused = new ArrayList<>();
    int changed = 0;
    for (Kept<NewTrigger> trigger : matched) {
      List<NotificationRoleId> after = after(trigger.body().roles(), wanted);
      String code =
          !book.isChangeable(TriggerService.KIND, trigger)
              ? "not_allowed"
              : after.size() > MOST_ROLES ? "too_many_roles" : null;
      if (code != null) {
        refused.add(new RoleChange.Refused(new TriggerId(trigger.id()), trigger.name(), code));
      } else if (!after.equals(trigger.body().roles())) {
        changed++;
        if (!wanted.onlyTries()) {
          amend(trigger, wanted);
        }
      }
    }
    return new RoleChange.Report(
        matched.size(),
        changed,
        matched.size() - changed - refused.size(),
        refused,
        wanted.onlyTries());
  }

  private void check(RoleChange wanted) {
    List<Violation> wrong = new ArrayList<>();
    boolean all = wanted.all() != null && wanted.all();
    long said =
        Stream.of(wanted.ids() != null, wanted.filter() != null, all).filter(yes -> yes).count();
    if (said != 1) {
      wrong.add(
          Violation.at("", "required", "must have just one of ids, filter and \"all\": true"));
    }
    boolean partly = wanted.add() != null || wanted.remove() != null;
    if (partly == (wanted.replace() != null)) {
      wrong.add(Violation.at("", "required", "must have add or remove, or else replace"));
    }
    check(wanted.add(), "/add", wrong);
    check(wanted.remove(), "/remove", wrong);
    check(wanted.replace(), "/replace", wrong);
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
  }

  private void check(
      @Nullable List<NotificationRoleId> roles, String pointer, List<Violation> wrong) {
    if (roles != null) {
      rules.checkRoles(roles, List.of(), pointer, wrong);
    }
  }

  private List<Kept<NewTrigger>> matched(RoleChange wanted) {
    List<Kept<NewTrigger>> seen = book.seen(TriggerService.KIND);
    if (wanted.ids() != null) {
      Set<UUID> ids = wanted.ids().stream().map(Id::uuid).collect(Collectors.toSet());
      List<Kept<NewTrigger>> named =
          seen.stream().filter(trigger -> ids.contains(trigger.id())).toList();
      if (named.size() < ids.size()) {
        throw Problem.notFound();
      }
      return named;
    }
    RoleChange.Filter filter = wanted.filter();
    return filter == null
        ? seen
        : seen.stream().filter(trigger -> matches(trigger, filter)).toList();
  }

  private static boolean matches(Kept<NewTrigger> trigger, RoleChange.Filter filter) {
    return (filter.roleId() == null || trigger.body().roles().contains(filter.roleId()))
        && (filter.event() == null || trigger.body().selector().wanted().contains(filter.event()))
        && (filter.enabled() == null || trigger.enabled() == filter.enabled())
        && (filter.name() == null
            || trigger
                .name()
                .toLowerCase(Locale.ROOT)
                .contains(filter.name().toLowerCase(Locale.ROOT)));
  }

  private static List<NotificationRoleId> after(
      List<NotificationRoleId> before, RoleChange wanted) {
    if (wanted.replace() != null) {
      return wanted.replace().stream().distinct().toList();
    }
    Set<NotificationRoleId> after = new LinkedHashSet<>(before);
    if (wanted.remove() != null) {
      wanted.remove().forEach(after::remove);
    }
    if (wanted.add() != null) {
      after.addAll(wanted.add());
    }
    return List.copyOf(after);
  }

  private void amend(Kept<NewTrigger> seen, RoleChange wanted) {
    book.amend(
        TriggerService.KIND,
        new TriggerId(seen.id()),
        kept -> {
          NewTrigger trigger = kept.body().withRoles(after(kept.body().roles(), wanted));
          Set<UUID> uses = trigger.roles().stream().map(Id::uuid).collect(Collectors.toSet());
          if (trigger.escalationId() != null) {
            uses.add(trigger.escalationId().uuid());
          }
          List<String> events = trigger.selector().wanted();
          return new Draft<>(
              trigger, kept.name(), kept.enabled(), events, uses, TriggerRules.sees(events));
        });
  }
}
