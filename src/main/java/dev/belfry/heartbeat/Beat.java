package dev.belfry.heartbeat;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.heartbeat.schedule.Spans;
import dev.belfry.platform.wire.Phases;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One heartbeat while pings come in: what each means, and where it stands after it. */
final class Beat {
  private static final int SHOWN = 300;

  private final Row row;
  private final Runs runs;
  private Pulse pulse;
  private long pings;
  private boolean pending;
  private @Nullable String lastKind;

  /**
   * As it is stored.
   *
   * @param pings how many there were
   * @param pending whether a report was not judged yet
   */
  record Row(
      UUID monitor,
      UUID account,
      @Nullable UUID token,
      boolean enabled,
      long pings,
      boolean pending,
      Pulse pulse,
      @Nullable String lastKind,
      Plan plan) {}

  /**
   * A ping as it is kept.
   *
   * @param look what it says of the monitor; null where it says nothing
   * @param overtaken a later one was here first, so that it is history
   */
  record Ping(
      Row beat,
      long n,
      Signal signal,
      @Nullable Long durationMs,
      Duration late,
      @Nullable Look look,
      boolean overtaken) {
    /** Whether the monitor's state may depend on it. */
    boolean counts() {
      return look != null && !overtaken;
    }
  }

  Beat(Row row, Runs runs) {
    this.row = row;
    this.runs = runs;
    this.pulse = row.pulse();
    this.pings = row.pings();
    this.pending = row.pending();
    this.lastKind = row.lastKind();
  }

  Ping take(Signal signal) {
    boolean overtaken = pulse.overtakes(signal.at());
    Long duration = duration(signal);
    Duration late = signal.ends() ? pulse.lateness(signal.at(), row.plan()) : Duration.ZERO;
    Look look = signal.ends() && row.enabled() ? look(signal, duration, late) : null;
    boolean good = look != null && look.verdict() == Verdict.UP;
    if (!overtaken) {
      pulse =
          signal.kind() == Signal.Kind.LOG || !row.enabled()
              ? pulse.noted(signal.at())
              : pulse.signed(signal.at(), row.plan(), good);
      lastKind = signal.kind().name();
    }
    pings++;
    return new Ping(row, pings, signal, duration, late, look, overtaken);
  }

  /** That of its run, unless the job has measured it itself. */
  private @Nullable Long duration(Signal signal) {
    Optional<Long> ofRun = Optional.empty();
    if (signal.kind() == Signal.Kind.START) {
      runs.start(signal.run(), signal.at());
    } else if (signal.ends()) {
      boolean good = signal.kind() == Signal.Kind.SUCCESS;
      Runs.Status how = good ? Runs.Status.SUCCEEDED : Runs.Status.FAILED;
      ofRun = runs.end(signal.run(), signal.at(), how, signal.exitStatus());
    }
    Double measured = signal.metrics().get("duration");
    return measured == null ? ofRun.orElse(null) : Long.valueOf(Math.round(measured * 1_000));
  }

  private Look look(Signal signal, @Nullable Long duration, Duration late) {
    Phases phases =
        Phases.total(duration == null ? 0 : (int) Math.min(duration, Integer.MAX_VALUE));
    if (signal.kind() == Signal.Kind.FAIL) {
      Integer exit = signal.exitStatus();
      return Look.of(
          Verdict.DOWN,
          exit == null ? "failed" : "exit_status",
          (exit == null ? "It reported a failure" : "It ended with the exit status " + exit)
              + said(signal),
          phases);
    }
    Map<String, Double> metrics = new HashMap<>(signal.metrics());
    if (duration != null) {
      metrics.put("duration", duration / 1_000.0);
    }
    for (MetricRule rule : row.plan().rules()) {
      if (rule.isBrokenBy(metrics)) {
        return Look.of(
            Verdict.DOWN,
            "assertion_failed",
            "It reported what breaks " + rule.text() + said(signal),
            phases);
      }
    }
    String when = late.isZero() ? "It reported" : "It reported, " + Spans.text(late) + " late";
    return Look.of(Verdict.UP, "ok", when, phases);
  }

  private static String said(Signal signal) {
    String message = signal.message();
    return message == null || message.isBlank()
        ? ""
        : ": " + message.substring(0, Math.min(SHOWN, message.length())).strip();
  }

  /** Something that it reported is to be judged. */
  void leaveToJudge() {
    pending = true;
  }

  Row row() {
    return row;
  }

  Pulse pulse() {
    return pulse;
  }

  Runs runs() {
    return runs;
  }

  long pings() {
    return pings;
  }

  boolean pending() {
    return pending;
  }

  @Nullable String lastKind() {
    return lastKind;
  }

  /** When something is to be decided at the latest; null for never. */
  @Nullable Instant due(Instant now) {
    if (!row.enabled()) {
      return null;
    }
    if (pending) {
      return now;
    }
    Instant deadline = row.plan().deadline(pulse.expectedAt());
    Instant run = runs.oldest().map(start -> start.plus(row.plan().longestRun())).orElse(null);
    return deadline == null || (run != null && run.isBefore(deadline)) ? run : deadline;
  }
}
