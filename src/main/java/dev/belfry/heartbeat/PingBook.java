package dev.belfry.heartbeat;

import dev.belfry.check.Verdict;
import dev.belfry.monitor.LookRecorded;
import dev.belfry.monitor.LookView;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.report.QuietReports;
import dev.belfry.platform.batch.Batcher;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.DatabaseFailures;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where pings go: those that wait at the same moment share one transaction. */
@ApplicationScoped
class PingBook {
  private static final int BATCH = 500;
  private static final int WAITING = 50_000;
  private static final long PATIENCE_SECONDS = 10;
  private static final int ATTEMPTS = 3;

  private final AgroalDataSource system;
  private final BeatStore store;
  private final QuietReports quiet;
  private final Deadlines deadlines;
  private final InstantSource clock;
  private final Batcher<Signal, Optional<Receipt>> batcher;

  /** A ping that is committed. */
  record Receipt(MonitorId monitor, long n) {}

  PingBook(
      @DataSource("system") AgroalDataSource system,
      BeatStore store,
      QuietReports quiet,
      Deadlines deadlines,
      InstantSource clock) {
    this.system = system;
    this.store = store;
    this.quiet = quiet;
    this.deadlines = deadlines;
    this.clock = clock;
    this.batcher = new Batcher<>("pings", BATCH, WAITING, this::take);
  }

  /**
   * Returns when the ping is committed.
   *
   * @return empty where there is no such heartbeat
   * @throws Problem 503 when the database does not take it
   */
  Optional<Receipt> record(Signal signal) {
    try {
      return batcher.submit(signal).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException | TimeoutException e) {
      throw away();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away();
    } catch (ExecutionException e) {
      throw DatabaseFailures.problemOf(e)
          .filter(problem -> problem.type().equals(ProblemType.UNAVAILABLE))
          .orElseThrow(() -> new IllegalStateException("pings could not be written", e.getCause()));
    }
  }

  private static Problem away() {
    return Problem.of(ProblemType.UNAVAILABLE, "The ping could not be kept in time; send it again.")
        .with("Retry-After", "5");
  }

  private List<Optional<Receipt>> take(List<Signal> signals) {
    for (int attempt = 1; ; attempt++) {
      try {
        return QuarkusTransaction.requiringNew().call(() -> takeIn(signals));
      } catch (RuntimeException e) {
        // Two changes met each other, as when a monitor is deleted at this moment.
        boolean again =
            DatabaseFailures.problemOf(e)
                .filter(problem -> problem.type().equals(ProblemType.CONFLICT))
                .isPresent();
        if (!again || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private List<Optional<Receipt>> takeIn(List<Signal> signals) throws SQLException {
    try (Connection connection = system.getConnection()) {
      Map<UUID, Beat> byAddress = new HashMap<>();
      for (Beat beat : store.lock(connection, signals)) {
        byAddress.put(beat.row().monitor(), beat);
        Optional.ofNullable(beat.row().token()).ifPresent(token -> byAddress.put(token, beat));
      }
      Map<Beat, List<Beat.Ping>> taken = new LinkedHashMap<>();
      List<Beat.Ping> pings = new ArrayList<>();
      List<Optional<Receipt>> receipts = new ArrayList<>();
      for (Signal signal : signals) {
        Beat beat = byAddress.get(signal.token() != null ? signal.token() : signal.monitor());
        if (beat == null) {
          receipts.add(Optional.empty());
        } else {
          Beat.Ping ping = beat.take(signal);
          pings.add(ping);
          taken.computeIfAbsent(beat, first -> new ArrayList<>()).add(ping);
          receipts.add(Optional.of(new Receipt(new MonitorId(beat.row().monitor()), ping.n())));
        }
      }
      if (!pings.isEmpty()) {
        Set<Beat.Ping> judged = left(taken);
        store.write(connection, taken.keySet(), pings, judged, clock.instant());
        if (!judged.isEmpty()) {
          deadlines.wakeAfterCommit();
        }
      }
      return receipts;
    }
  }

  /** What is left to be judged, after the good reports of those that are well were recorded. */
  private Set<Beat.Ping> left(Map<Beat, List<Beat.Ping>> taken) throws SQLException {
    List<LookRecorded> good = new ArrayList<>();
    taken.forEach(
        (beat, pings) -> {
          List<Beat.Ping> reports = pings.stream().filter(Beat.Ping::counts).toList();
          boolean allGood = reports.stream().allMatch(ping -> verdict(ping) == Verdict.UP);
          if (!reports.isEmpty() && allGood && !beat.pending()) {
            good.add(look(reports.getLast()));
          }
        });
    Set<MonitorId> well = quiet.record(good);
    Set<UUID> asked = new HashSet<>();
    good.forEach(look -> asked.add(look.monitor().uuid()));
    Set<Beat.Ping> judged = new HashSet<>();
    taken.forEach(
        (beat, pings) -> {
          UUID id = beat.row().monitor();
          List<Beat.Ping> reports = pings.stream().filter(Beat.Ping::counts).toList();
          if (!reports.isEmpty() && !(asked.contains(id) && well.contains(new MonitorId(id)))) {
            judged.addAll(reports);
            beat.leaveToJudge();
          }
        });
    return judged;
  }

  private static Verdict verdict(Beat.Ping ping) {
    return ping.look() == null ? Verdict.UNKNOWN : ping.look().verdict();
  }

  private static LookRecorded look(Beat.Ping ping) {
    return new LookRecorded(
        new AccountId(ping.beat().account()),
        new MonitorId(ping.beat().monitor()),
        LookView.of(java.util.Objects.requireNonNull(ping.look()), ping.signal().at()));
  }

  @PreDestroy
  void close() {
    batcher.close();
  }
}
