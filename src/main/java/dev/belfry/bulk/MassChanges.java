package dev.belfry.bulk;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.monitor.MonitorChecks;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorQuery;
import dev.belfry.monitor.MonitorSeries;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes many monitors, each as if it were changed alone. */
@ApplicationScoped
class MassChanges {
  static final int MOST = 100_000;

  /** So many are done while one waits without hearing anything. */
  static final int MOST_UNHEARD = 1_000;

  private static final int MOST_CHECKED = 100;
  private static final int PAGE = 1_000;
  private static final int HEARD = 50;
  private static final int NAMED = 1_000;
  private static final int WAIT_SECONDS = 60;
  private static final ProblemType OTHER_COUNT =
      new ProblemType("count_mismatch", 409, "Another number of things matches");

  private final Access access;
  private final MonitorService monitors;
  private final MonitorSeries series;
  private final MonitorChecks checks;
  private final Verbs verbs;

  MassChanges(
      Access access,
      MonitorService monitors,
      MonitorSeries series,
      MonitorChecks checks,
      Verbs verbs) {
    this.access = access;
    this.monitors = monitors;
    this.series = series;
    this.checks = checks;
    this.verbs = verbs;
  }

  /**
   * What is to be done, and to which.
   *
   * @param missing of the ids that were given, those that the caller does not see
   */
  record Plan(MassChange change, Action action, List<MonitorId> matched, List<MonitorId> missing) {}

  /**
   * Finds out which are meant.
   *
   * @param heard whether the caller hears of the progress
   * @throws Problem 422 for what contradicts itself or is too much, 403 without the scope, 409 when
   *     another number matches
   */
  Plan plan(MassChange change, boolean heard) {
    List<Violation> wrong = change.contradictions();
    Action action = change.action();
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
    if (access.pairs(action.scope()).isEmpty()) {
      throw AccessProblems.lacks(action.scope());
    }
    List<MonitorId> matched = matched(change);
    List<MonitorId> missing = missing(change, matched);
    Long expected = change.expectedCount();
    if (expected != null && expected != matched.size()) {
      throw Problem.of(
          OTHER_COUNT,
          matched.size() + " match, and " + expected + " were expected; nothing was changed.");
    }
    requireBounded(change, action, matched.size(), heard);
    return new Plan(change, action, matched, missing);
  }

  private static void requireBounded(MassChange change, Action action, int matched, boolean heard) {
    if (matched > MOST) {
      throw Problem.invalid("/filter", "too_many", "matches more than " + MOST + "; narrow it");
    }
    if (action == Action.CHECK && matched > MOST_CHECKED) {
      throw Problem.invalid(
          "/filter", "too_many", "at most " + MOST_CHECKED + " are checked at once; narrow it");
    }
    boolean counts = change.isDry() && !action.isEdit();
    if (!counts && !heard && matched > MOST_UNHEARD) {
      throw Problem.invalid(
          "/filter",
          "too_many",
          matched + " match; above " + MOST_UNHEARD + " send ?progress=true, or narrow it");
    }
  }

  /** Those that the caller sees, each once. */
  private List<MonitorId> matched(MassChange change) {
    if (change.ids() != null) {
      Set<MonitorId> ids = new LinkedHashSet<>(change.ids());
      Set<MonitorId> visible = monitors.visible(ids);
      return ids.stream().filter(visible::contains).toList();
    }
    MonitorQuery query =
        change.filter() == null ? new MonitorQuery() : MonitorQuery.of(change.filter());
    List<MonitorId> matched = new ArrayList<>();
    List<MonitorId> page;
    MonitorId last = null;
    do {
      page = monitors.matching(query, last, PAGE);
      matched.addAll(page);
      last = page.isEmpty() ? last : page.getLast();
    } while (page.size() == PAGE && matched.size() <= MOST);
    return matched;
  }

  private static List<MonitorId> missing(MassChange change, List<MonitorId> matched) {
    Set<MonitorId> missing =
        change.ids() == null ? new LinkedHashSet<>() : new LinkedHashSet<>(change.ids());
    missing.removeAll(new LinkedHashSet<>(matched));
    return List.copyOf(missing);
  }

  /**
   * Does it, one after the other.
   *
   * @throws IOException when the listener wants no more
   */
  MassReport carryOut(Plan plan, Progress.Listener listener) throws IOException {
    Tally tally = new Tally();
    plan.missing().forEach(id -> tally.refuse(MassReport.Refusal.of(id, Problem.notFound())));
    if (plan.change().isDry() && !plan.action().isEdit()) {
      count(plan, tally);
      return tally.report(plan, null);
    }
    if (plan.action() == Action.CHECK) {
      return tally.report(plan, check(plan, tally));
    }
    int total = plan.matched().size();
    for (int done = 0; done < total; done++) {
      if (done % HEARD == 0) {
        listener.hear(new Progress(done, total, tally.refused));
      }
      tally.count(plan.matched().get(done), plan.change(), verbs);
    }
    listener.hear(new Progress(total, total, tally.refused));
    return tally.report(plan, null);
  }

  /** What may be done, without doing it. */
  private void count(Plan plan, Tally tally) {
    Set<MonitorId> reporting =
        plan.action() == Action.CHECK ? series.reporting(plan.matched()) : Set.of();
    Set<MonitorId> beyond =
        new LinkedHashSet<>(series.outOfReach(plan.matched(), plan.action().scope()));
    for (MonitorId id : plan.matched()) {
      if (beyond.contains(id)) {
        tally.refuse(MassReport.Refusal.of(id, AccessProblems.lacks(plan.action().scope())));
      } else if (!reporting.contains(id)) {
        tally.changed++;
      } else if (plan.change().ids() == null) {
        tally.unchanged++;
      } else {
        tally.refuse(MassReport.Refusal.of(id, MonitorChecks.reportsByItself()));
      }
    }
  }

  private List<MassReport.Checked> check(Plan plan, Tally tally) {
    Integer wait = plan.change().waitSeconds();
    Duration most = Duration.ofSeconds(wait == null ? WAIT_SECONDS : wait);
    List<MassReport.Checked> results = new ArrayList<>();
    for (MonitorChecks.Checked one : checks.checkAll(plan.matched(), most)) {
      Problem refused = one.refused();
      if (refused != null
          && plan.change().ids() == null
          && refused.type().equals(MonitorChecks.REPORTS_BY_ITSELF)) {
        tally.unchanged++; // a tag may be on the jobs of what is deployed too
      } else if (refused != null) {
        tally.refuse(MassReport.Refusal.of(one.monitor(), refused));
      } else {
        tally.changed++;
        results.add(new MassReport.Checked(one.monitor(), one.name(), one.isGood(), one.look()));
      }
    }
    return results;
  }

  /** What came of it so far. */
  private static final class Tally {
    private final List<MassReport.Refusal> refusals = new ArrayList<>();
    private int changed;
    private int unchanged;
    private int refused;

    void count(MonitorId id, MassChange change, Verbs verbs) {
      try {
        if (change.isDry() ? verbs.attempt(id, change) : verbs.apply(id, change)) {
          changed++;
        } else {
          unchanged++;
        }
      } catch (Problem problem) {
        refuse(MassReport.Refusal.of(id, problem));
      }
    }

    void refuse(MassReport.Refusal refusal) {
      refused++;
      if (refusals.size() < NAMED) {
        refusals.add(refusal);
      }
    }

    MassReport report(Plan plan, @Nullable List<MassReport.Checked> results) {
      Boolean passed =
          results == null
              ? null
              : !results.isEmpty()
                  && refused == 0
                  && results.stream().allMatch(MassReport.Checked::passed);
      return new MassReport(
          plan.action(),
          plan.change().isDry(),
          plan.matched().size(),
          changed,
          unchanged,
          refused,
          refusals,
          passed,
          results);
    }
  }
}
