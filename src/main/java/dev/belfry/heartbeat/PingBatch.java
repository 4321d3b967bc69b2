package dev.belfry.heartbeat;

import dev.belfry.check.Verdict;
import dev.belfry.monitor.LookRecorded;
import dev.belfry.monitor.LookView;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.report.QuietReports;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.DatabaseFailures;
import dev.belfry.platform.problem.ProblemType;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The transaction that pings of the same moment share. */
@ApplicationScoped
class PingBatch {
  private static final int ATTEMPTS = 3;

  private final AgroalDataSource system;
  private final BeatStore store;
  private final QuietReports quiet;
  private final Deadlines deadlines;
  private final InstantSource clock;

  PingBatch(
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
  }

  /** A ping that is committed. */
  record Receipt(MonitorId monitor, long n) {}

  /**
   * What a batch says of a ping.
   *
   * @param held by somebody else, so that nothing was written
   * @param receipt empty where there is no such heartbeat
   */
  record Outcome(boolean held, Optional<Receipt> receipt) {}

  List<Outcome> take(List<Signal> signals) {
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

  private List<Outcome> takeIn(List<Signal> signals) throws SQLException {
    try (Connection connection = system.getConnection()) {
      Map<UUID, Beat> byAddress = new HashMap<>();
      for (Beat beat : store.lock(connection, signals)) {
        byAddress.put(beat.row().monitor(), beat);
        Optional.ofNullable(beat.row().token()).ifPresent(token -> byAddress.put(token, beat));
      }
      Map<Beat, List<Beat.Ping>> taken = new LinkedHashMap<>();
      List<Beat.Ping> pings = new ArrayList<>(signals.size());
      List<Outcome> outcomes = new ArrayList<>(signals.size());
      Set<UUID> held = held(connection, signals, byAddress);
      for (Signal signal : signals) {
        UUID address = address(signal);
        Beat beat = byAddress.get(address);
        if (beat == null) {
          outcomes.add(new Outcome(held.contains(address), Optional.empty()));
        } else {
          Beat.Ping ping = beat.take(signal);
          pings.add(ping);
          taken.computeIfAbsent(beat, first -> new ArrayList<>()).add(ping);
          outcomes.add(
              new Outcome(
                  false, Optional.of(new Receipt(new MonitorId(beat.row().monitor()), ping.n()))));
        }
      }
      if (!pings.isEmpty()) {
        Set<Beat.Ping> judged = left(taken);
        store.write(connection, taken.keySet(), pings, judged, clock.instant());
        if (!judged.isEmpty()) {
          deadlines.wakeAfterCommit();
        }
      }
      return outcomes;
    }
  }

  /** Those that are there and could not be locked, among others. */
  private Set<UUID> held(Connection connection, List<Signal> signals, Map<UUID, Beat> locked)
      throws SQLException {
    List<Signal> missing =
        signals.stream().filter(signal -> !locked.containsKey(address(signal))).toList();
    return missing.isEmpty() ? Set.of() : store.there(connection, missing);
  }

  private static UUID address(Signal signal) {
    return Objects.requireNonNull(signal.token() != null ? signal.token() : signal.monitor());
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
        LookView.of(Objects.requireNonNull(ping.look()), ping.signal().at()));
  }
}
