package dev.belfry.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.monitor.MonitorSeries;
import dev.belfry.monitor.MonitorSeries.Outcome;
import dev.belfry.platform.database.Binding;
import dev.belfry.platform.problem.DatabaseFailures;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.problem.Violation;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes monitors of the rows of a file. All or nothing is one transaction, in which nobody's row is
 * held but new ones; row by row are few rows a transaction, so that looks and other edits wait for
 * a moment only.
 */
@ApplicationScoped
class Imports {
  private static final Logger LOG = Logger.getLogger(Imports.class);
  private static final int CHUNK = 50;
  private static final int MOST_SECONDS = 60;

  /** From so many on lists would be planned for an account that has none. */
  private static final int MANY = 500;

  private final MonitorSeries series;
  private final PlaceNames names;
  private final Binding binding;

  Imports(MonitorSeries series, PlaceNames names, Binding binding) {
    this.series = series;
    this.names = names;
    this.binding = binding;
  }

  /** How it is to be done. */
  record Terms(boolean dry, ImportMode mode, MonitorSeries.OnExisting existing) {
    /**
     * @throws Problem 400 for what would make others wait
     */
    Terms {
      if (mode == ImportMode.ALL_OR_NOTHING && existing == MonitorSeries.OnExisting.UPDATE) {
        throw Problem.parameter(
            "on_existing",
            "update goes with mode=row_by_row: what exists is not held for all rows");
      }
    }
  }

  /**
   * Applies the rows.
   *
   * @throws Problem 422 when nothing is to be done because of one row, 409 when there is no room
   * @throws IOException when the listener wants no more
   */
  ImportReport apply(List<CsvFile.Row> rows, Terms terms, Progress.Listener listener)
      throws IOException {
    names.resolve(rows);
    requireOnce(rows);
    Run run = new Run(terms);
    List<CsvFile.Row> good = rows.stream().filter(row -> row.wrong().isEmpty()).toList();
    rows.stream()
        .filter(row -> !row.wrong().isEmpty())
        .forEach(row -> run.refuse(row, row.wrong()));
    int most = terms.mode() == ImportMode.ALL_OR_NOTHING ? Math.max(1, good.size()) : CHUNK;
    for (int from = 0; from < good.size(); from += most) {
      listener.hear(new Progress(from, good.size(), run.refused));
      chunk(good.subList(from, Math.min(good.size(), from + most)), run);
    }
    listener.hear(new Progress(good.size(), good.size(), run.refused));
    ImportReport report = run.report();
    if (!report.dryRun() && report.created() >= MANY) {
      analyze();
    }
    return report;
  }

  private void analyze() {
    try {
      series.analyze();
    } catch (RuntimeException e) {
      LOG.debugf(e, "the tables of monitors were not analyzed after an import");
    }
  }

  /** Of rows with the same key only the first can be meant. */
  private static void requireOnce(List<CsvFile.Row> rows) {
    Map<String, Long> lines = new HashMap<>();
    for (CsvFile.Row row : rows) {
      String key = row.body().path("key").asText();
      Long first = key.isEmpty() ? null : lines.putIfAbsent(key, row.line());
      if (first != null) {
        row.refuse(Violation.at("/key", "twice", "is the key of line " + first + " too"));
      }
    }
  }

  private void chunk(List<CsvFile.Row> rows, Run run) {
    List<MonitorSeries.Done> done;
    try {
      done = transaction(rows, run);
    } catch (RuntimeException e) {
      if (run.terms.mode() == ImportMode.ALL_OR_NOTHING || binding.failure().isPresent()) {
        throw e;
      }
      if (rows.size() > 1) {
        // One of them spoils it for the others, such as a key that was taken at this moment.
        rows.forEach(row -> chunk(List.of(row), run));
        return;
      }
      done = List.of(new MonitorSeries.Done(Outcome.REFUSED, null, known(e)));
    }
    for (int i = 0; i < rows.size(); i++) {
      run.note(rows.get(i), done.get(i));
    }
  }

  /** Ends a transaction that is not to be kept. */
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1;

    Undone() {
      super("undone", null, false, false);
    }
  }

  private List<MonitorSeries.Done> transaction(List<CsvFile.Row> rows, Run run) {
    List<JsonNode> bodies = rows.stream().<JsonNode>map(CsvFile.Row::body).toList();
    List<MonitorSeries.Done> done = new ArrayList<>();
    long begun = System.nanoTime();
    try {
      QuarkusTransaction.requiringNew()
          .timeout(MOST_SECONDS)
          .run(
              () -> {
                done.addAll(series.applyAll(bodies, run.terms.existing(), run.outcomes.size()));
                if (run.terms.dry() || run.isSpoilt(done)) {
                  throw new Undone();
                }
              });
    } catch (Undone undone) {
      // What came of it is told, and nothing of it is kept.
    } catch (RuntimeException e) {
      if (System.nanoTime() - begun >= TimeUnit.SECONDS.toNanos(MOST_SECONDS)) {
        throw tooSlow();
      }
      throw e;
    }
    return done;
  }

  private static Problem tooSlow() {
    return Problem.of(
            ProblemType.UNAVAILABLE,
            "All rows at once took more than "
                + MOST_SECONDS
                + " seconds; nothing was made. Send fewer, or mode=row_by_row.")
        .with("Retry-After", "60");
  }

  /**
   * @throws RuntimeException itself, where it says nothing of the row
   */
  private static Problem known(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Problem problem) {
        return problem;
      }
    }
    Optional<Problem> problem = DatabaseFailures.problemOf(failure);
    return problem.orElseThrow(() -> failure);
  }

  /** What came of it so far. */
  private static final class Run {
    private final Terms terms;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Violation> errors = new ArrayList<>();
    private int refused;
    private int leftOut;

    Run(Terms terms) {
      this.terms = terms;
    }

    /** Whether one bad row has made all others void. */
    boolean isSpoilt(List<MonitorSeries.Done> done) {
      return terms.mode() == ImportMode.ALL_OR_NOTHING
          && (refused > 0 || done.stream().anyMatch(one -> one.outcome() == Outcome.REFUSED));
    }

    void note(CsvFile.Row row, MonitorSeries.Done done) {
      Problem problem = done.refused();
      if (problem == null) {
        outcomes.add(done.outcome());
      } else {
        refuse(row, violations(problem));
      }
    }

    void refuse(CsvFile.Row row, List<Violation> wrong) {
      refused++;
      outcomes.add(Outcome.REFUSED);
      int room = Math.min(CsvFile.MOST_WRONG, CsvFile.MOST_TOLD - errors.size());
      wrong.stream().limit(room).forEach(one -> errors.add(one.inLine(row.line())));
      leftOut += Math.max(0, wrong.size() - room);
    }

    private static List<Violation> violations(@Nullable Problem problem) {
      if (problem == null) {
        return List.of();
      }
      return problem.errors().isEmpty()
          ? List.of(Violation.at("", problem.type().code(), problem.detail()))
          : problem.errors();
    }

    ImportReport report() {
      errors.sort(
          java.util.Comparator.comparingLong(error -> error.line() == null ? 0 : error.line()));
      if (terms.mode() == ImportMode.ALL_OR_NOTHING && !terms.dry() && refused > 0) {
        throw Problem.invalid(errors);
      }
      return ImportReport.of(terms, outcomes, errors, leftOut);
    }
  }
}
