package dev.belfry.incident.bulk;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.stream.OpenStream;
import dev.belfry.access.stream.OpenStreams;
import dev.belfry.incident.IncidentFilter;
import dev.belfry.incident.IncidentId;
import dev.belfry.incident.IncidentVerbs;
import dev.belfry.incident.Incidents;
import dev.belfry.platform.problem.DatabaseFailures;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Changes many incidents, each in a transaction of its own as if it were alone. */
@ApplicationScoped
class MassChanges {
  private static final int MOST = 1_000;
  private static final ProblemType OTHER_COUNT =
      new ProblemType("count_mismatch", 409, "Another number of things matches");

  private final Access access;
  private final Incidents incidents;
  private final IncidentVerbs verbs;
  private final OpenStreams streams;

  MassChanges(Access access, Incidents incidents, IncidentVerbs verbs, OpenStreams streams) {
    this.access = access;
    this.incidents = incidents;
    this.verbs = verbs;
    this.streams = streams;
  }

  /**
   * @throws Problem 422 for what contradicts itself or is too much, 403 without the scope, 409 when
   *     another number matches, 429 when too many such calls go on
   */
  MassReport change(MassChange change) {
    List<Violation> wrong = change.contradictions();
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
    if (access.pairs(change.action().scope()).isEmpty()) {
      throw AccessProblems.lacks(change.action().scope());
    }
    OpenStream seat = streams.open(Scope.INCIDENT_READ, OpenStreams.Use.CHANGES);
    try {
      return carryOut(change, wanted(change));
    } finally {
      seat.close();
    }
  }

  private List<IncidentId> wanted(MassChange change) {
    if (change.ids() != null) {
      return List.copyOf(new LinkedHashSet<>(change.ids()));
    }
    IncidentFilter.Values filter = change.filter();
    List<IncidentId> found =
        filter == null ? List.of() : incidents.matching(IncidentFilter.of(filter), MOST + 1);
    if (found.size() > MOST) {
      throw Problem.invalid("/filter", "too_many", "matches more than " + MOST + "; narrow it");
    }
    return found;
  }

  private MassReport carryOut(MassChange change, List<IncidentId> wanted) {
    Map<IncidentId, Incidents.Sight> sights =
        incidents.sights(wanted, change.action().scope()).stream()
            .collect(Collectors.toMap(Incidents.Sight::id, Function.identity()));
    Long expected = change.expectedCount();
    if (expected != null && expected != sights.size()) {
      throw Problem.of(
          OTHER_COUNT,
          sights.size() + " match, and " + expected + " were expected; nothing was changed.");
    }
    Tally tally = new Tally();
    for (IncidentId id : wanted) {
      Incidents.Sight sight = sights.get(id);
      try {
        if (sight == null) {
          throw Problem.notFound();
        }
        tally.count(attempt(sight, change));
      } catch (RuntimeException failure) {
        tally.refuse(id, refusal(failure));
      }
    }
    return tally.report(change, sights.size());
  }

  private boolean attempt(Incidents.Sight sight, MassChange change) {
    if (!sight.may()) {
      throw AccessProblems.lacks(change.action().scope());
    }
    boolean resolves = change.action() == Action.RESOLVE;
    if (!sight.open() || (!resolves && sight.acknowledged())) {
      return false;
    }
    if (change.onlyTries()) {
      if (sight.part()) {
        throw Problem.of(ProblemType.CONFLICT, "The incident was merged into another.");
      }
      return true;
    }
    if (resolves) {
      verbs.resolveOne(sight.id());
      return true;
    }
    return verbs.acknowledgeOne(sight.id());
  }

  /** Two that met each other are told like any other refusal; a defect is none. */
  private static Problem refusal(RuntimeException failure) {
    return failure instanceof Problem problem
        ? problem
        : DatabaseFailures.problemOf(failure).orElseThrow(() -> failure);
  }

  /** What came of it so far. */
  private static final class Tally {
    private final List<MassReport.Refusal> refusals = new ArrayList<>();
    private int changed;
    private int unchanged;

    void count(boolean made) {
      if (made) {
        changed++;
      } else {
        unchanged++;
      }
    }

    void refuse(IncidentId id, Problem problem) {
      refusals.add(MassReport.Refusal.of(id, problem));
    }

    MassReport report(MassChange change, int matched) {
      return new MassReport(
          change.action(),
          change.onlyTries(),
          matched,
          changed,
          unchanged,
          refusals.size(),
          refusals);
    }
  }
}
