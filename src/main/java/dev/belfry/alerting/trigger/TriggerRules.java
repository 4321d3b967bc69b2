package dev.belfry.alerting.trigger;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.PlaceKeeper;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.grant.Selection;
import dev.belfry.alerting.ExpiryNews;
import dev.belfry.alerting.book.Draft;
import dev.belfry.alerting.book.RuleBook;
import dev.belfry.alerting.escalation.EscalationService;
import dev.belfry.alerting.hours.Zones;
import dev.belfry.alerting.role.Naming;
import dev.belfry.alerting.role.NotificationRoleId;
import dev.belfry.alerting.role.NotificationRoleService;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorQuery;
import dev.belfry.monitor.MonitorService;
import dev.belfry.notify.NoticeType;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a trigger may be; all that is wrong is said at once. */
@ApplicationScoped
class TriggerRules {
  private final Access access;
  private final RuleBook book;
  private final Naming naming;
  private final MonitorService monitors;
  private final MonitorQuery.Kinds kinds;
  private final List<PlaceKeeper> keepers;

  TriggerRules(
      Access access,
      RuleBook book,
      Naming naming,
      MonitorService monitors,
      MonitorQuery.Kinds kinds,
      @All List<PlaceKeeper> keepers) {
    this.access = access;
    this.book = book;
    this.naming = naming;
    this.monitors = monitors;
    this.kinds = kinds;
    this.keepers = keepers;
  }

  /** What one must be allowed to read to be told of these. */
  static Set<Scope> sees(List<String> events) {
    Set<Scope> sees = EnumSet.noneOf(Scope.class);
    for (String event : events) {
      if (NoticeType.OF_KEYS.contains(event)) {
        sees.add(Scope.KEY_READ);
      } else {
        sees.add(event.startsWith("incident.") ? Scope.INCIDENT_READ : Scope.MONITOR_READ);
      }
    }
    return sees;
  }

  /**
   * @param before what is stored; what it names may stay
   * @throws Problem 422 with every wrong value
   */
  Draft<NewTrigger> checked(NewTrigger wanted, @Nullable NewTrigger before) {
    List<Violation> wrong = new ArrayList<>();
    NewTrigger.On on = wanted.selector();
    NewTrigger.On old = before == null ? NewTrigger.On.ANY : before.selector();
    checkEvents(on, wrong);
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
    checkKinds(on, wrong);
    checkDays(on, wrong);
    checkPlaces(on, old, wrong);
    checkMonitors(on, old, wrong);
    checkTimes(wanted, wrong);
    checkNames(wanted, before, wrong);
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
    Set<UUID> uses = wanted.roles().stream().map(Id::uuid).collect(Collectors.toSet());
    if (wanted.escalationId() != null) {
      uses.add(wanted.escalationId().uuid());
    }
    List<String> events = on.wanted().stream().distinct().toList();
    return new Draft<>(wanted, wanted.name(), wanted.rings(), events, uses, sees(events));
  }

  private static void checkEvents(NewTrigger.On on, List<Violation> wrong) {
    for (int i = 0; on.events() != null && i < on.events().size(); i++) {
      if (!NoticeType.KNOWN.contains(on.events().get(i))) {
        wrong.add(
            Violation.at(
                "/on/events/" + i,
                "unknown_event",
                "must be one of " + String.join(", ", NoticeType.KNOWN)));
      }
    }
  }

  private static void checkDays(NewTrigger.On on, List<Violation> wrong) {
    for (int i = 0; on.daysLeft() != null && i < on.daysLeft().size(); i++) {
      if (!ExpiryNews.DAYS.contains(on.daysLeft().get(i))) {
        wrong.add(
            Violation.at("/on/days_left/" + i, "unknown", "must be one of " + ExpiryNews.DAYS));
      }
    }
  }

  private void checkKinds(NewTrigger.On on, List<Violation> wrong) {
    List<String> known = kinds.words();
    for (int i = 0; on.kinds() != null && i < on.kinds().size(); i++) {
      if (!known.contains(on.kinds().get(i))) {
        wrong.add(
            Violation.at(
                "/on/kinds/" + i, "unknown", "must be one of " + String.join(", ", known)));
      }
    }
  }

  private void checkMonitors(NewTrigger.On on, NewTrigger.On old, List<Violation> wrong) {
    List<MonitorId> wanted = listed(on.monitorIds());
    List<MonitorId> fresh = new ArrayList<>(wanted);
    fresh.removeAll(listed(old.monitorIds()));
    Set<MonitorId> seen = fresh.isEmpty() ? Set.of() : monitors.visible(fresh);
    for (int i = 0; i < wanted.size(); i++) {
      if (fresh.contains(wanted.get(i)) && !seen.contains(wanted.get(i))) {
        wrong.add(
            Violation.at("/on/monitor_ids/" + i, "unknown", "is no monitor that you may see"));
      }
    }
  }

  /** What the trigger would not reach is as unknown as what is not there. */
  private void checkPlaces(NewTrigger.On on, NewTrigger.On old, List<Violation> wrong) {
    List<Pair> reach = book.reach(sees(on.wanted()));
    for (PlaceKeeper keeper : keepers) {
      boolean category = keeper.dimension() == PlaceKeeper.Dimension.CATEGORY;
      List<? extends Id> wanted = category ? listed(on.categoryIds()) : listed(on.groupIds());
      List<? extends Id> before = category ? listed(old.categoryIds()) : listed(old.groupIds());
      Set<UUID> fresh = new HashSet<>(wanted.stream().map(Id::uuid).toList());
      before.forEach(id -> fresh.remove(id.uuid()));
      Set<UUID> there = fresh.isEmpty() ? Set.of() : keeper.existing(access.account(), fresh);
      Function<Pair, Selection> side = category ? Pair::categories : Pair::groups;
      for (int i = 0; i < wanted.size(); i++) {
        UUID id = wanted.get(i).uuid();
        boolean reached = reach.stream().anyMatch(pair -> side.apply(pair).reaches(id));
        if (fresh.contains(id) && !(reached && there.contains(id))) {
          wrong.add(
              Violation.at(
                  (category ? "/on/category_ids/" : "/on/group_ids/") + i,
                  "unknown",
                  "is none in which you may see what is to be told"));
        }
      }
    }
  }

  private static void checkTimes(NewTrigger wanted, List<Violation> wrong) {
    if (wanted.mostRepeats() != null && wanted.repeatSeconds() == null) {
      wrong.add(Violation.at("/most_repeats", "not_allowed", "needs repeat_seconds"));
    }
    NewTrigger.RingHours hours = wanted.hours();
    if (hours != null && hours.timeZone() != null && !Zones.isKnown(hours.timeZone())) {
      wrong.add(Violation.at("/hours/time_zone", "unknown", Zones.MESSAGE));
    }
  }

  private void checkNames(NewTrigger wanted, @Nullable NewTrigger before, List<Violation> wrong) {
    checkRoles(wanted.roles(), before == null ? List.of() : before.roles(), "/role_ids", wrong);
    if (wanted.escalationId() != null) {
      naming.rules(
          EscalationService.KIND,
          Naming.Wanted.of(
              List.of(wanted.escalationId()),
              before == null ? Stream.of() : Stream.ofNullable(before.escalationId())),
          "/escalation_id",
          "escalation",
          wrong);
    }
  }

  /** Whether the caller may name these roles. */
  void checkRoles(
      List<NotificationRoleId> wanted,
      List<NotificationRoleId> before,
      String pointer,
      List<Violation> wrong) {
    naming.rules(
        NotificationRoleService.KIND,
        Naming.Wanted.of(wanted, before.stream()),
        pointer,
        "notification role",
        wrong);
  }

  private static <T> List<T> listed(@Nullable List<T> some) {
    return some == null ? List.of() : some;
  }
}
