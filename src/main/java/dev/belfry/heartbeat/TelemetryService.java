package dev.belfry.heartbeat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.access.grant.Scope;
import dev.belfry.account.category.CategoryId;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorReach;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.problem.DatabaseFailures;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.problem.Violation;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Reports by key. */
@ApplicationScoped
class TelemetryService {
  private static final int DAY = 86_400;
  private static final int HOUR = 3_600;

  private final MonitorReach reach;
  private final MonitorService monitors;
  private final PingService pings;
  private final PingBook book;
  private final RequestTrace trace;
  private final ObjectMapper mapper;
  private final InstantSource clock;

  TelemetryService(
      MonitorReach reach,
      MonitorService monitors,
      PingService pings,
      PingBook book,
      RequestTrace trace,
      ObjectMapper mapper,
      InstantSource clock) {
    this.reach = reach;
    this.monitors = monitors;
    this.pings = pings;
    this.book = book;
    this.trace = trace;
    this.mapper = mapper;
    this.clock = clock;
  }

  /**
   * Returns when the report is committed. The transaction that found the caller good stays open
   * until then: a revocation waits for it, and nothing is written after one has returned.
   *
   * @param create makes the heartbeat where nothing has this key, for a caller who may make
   *     monitors
   * @param category of the one that is made
   */
  TelemetryReceipt report(
      String key, Telemetry telemetry, boolean create, @Nullable CategoryId category) {
    requireKnown(telemetry);
    if (create) {
      make(key, category);
    }
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              MonitorId monitor =
                  reach
                      .named(HeartbeatChecker.KIND, key, Scope.TELEMETRY_WRITE)
                      .orElseThrow(Problem::notFound);
              pings.admitKnown(monitor.uuid());
              PingBatch.Receipt receipt =
                  kept(signal(monitor, telemetry)).orElseThrow(Problem::notFound);
              return new TelemetryReceipt(monitor, receipt.n());
            });
  }

  private Optional<PingBatch.Receipt> kept(Signal signal) {
    try {
      return book.record(signal).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Problem problem ? problem : e;
    }
  }

  private static void requireKnown(Telemetry telemetry) {
    List<Violation> wrong =
        telemetry.metrics() == null
            ? List.of()
            : telemetry.metrics().keySet().stream()
                .filter(name -> !PingService.METRICS.contains(name))
                .sorted()
                .map(
                    name ->
                        Violation.at(
                            "/metrics/" + name.replace("~", "~0").replace("/", "~1"),
                            "unknown",
                            "must be one of count, duration, error_count, error_rate"))
                .toList();
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
  }

  private void make(String key, @Nullable CategoryId category) {
    try {
      QuarkusTransaction.requiringNew().run(() -> makeUnlessThere(key, category));
    } catch (RuntimeException e) {
      if (!isTaken(e)) {
        throw e;
      }
    }
  }

  /** Somebody else has made it at the same moment. */
  private static boolean isTaken(RuntimeException failure) {
    return (failure instanceof Problem problem
            ? Optional.of(problem)
            : DatabaseFailures.problemOf(failure))
        .filter(problem -> problem.type().equals(ProblemType.TAKEN))
        .isPresent();
  }

  /** Expected once a day, and late by an hour at most, until somebody says otherwise. */
  private void makeUnlessThere(String key, @Nullable CategoryId category) {
    if (reach.named(HeartbeatChecker.KIND, key, Scope.TELEMETRY_WRITE).isPresent()) {
      return;
    }
    ObjectNode body =
        mapper
            .createObjectNode()
            .put("name", key)
            .put("type", HeartbeatChecker.KIND)
            .put("key", key)
            .put("period_seconds", DAY)
            .put("grace_seconds", HOUR);
    if (category != null) {
      body.put("category_id", category.text());
    }
    monitors.create(body);
  }

  private Signal signal(MonitorId monitor, Telemetry telemetry) {
    return new Signal(
        null,
        monitor.uuid(),
        clock.instant(),
        telemetry.kind(),
        telemetry.exitStatus(),
        telemetry.series(),
        telemetry.allMetrics(),
        PingService.message(telemetry.message()),
        new Signal.Origin(
            "POST",
            trace.sender().address(),
            PingService.agent(trace.sender()),
            telemetry.host(),
            telemetry.env(),
            null,
            0));
  }
}
