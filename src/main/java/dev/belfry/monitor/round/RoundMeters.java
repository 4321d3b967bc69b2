package dev.belfry.monitor.round;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** How punctual the rounds are, for operators; the only label that varies is the kind. */
@ApplicationScoped
class RoundMeters {
  private static final Duration[] LATE = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5)
  };

  private final MeterRegistry meters;
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  RoundMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Why a look came to nothing; its monitor is claimed again. */
  enum Lost {
    HOST_BUSY,
    TOO_MANY,
    NOT_RECORDED
  }

  /** The meters of one kind. */
  record Kind(Counter claimed, Timer lateness, Timer duration, Counter failed) {}

  Kind kind(String kind) {
    return kinds.computeIfAbsent(kind, this::register);
  }

  void lost(String kind, Lost why) {
    Counter.builder("belfry.look.lost")
        .description("Looks that came to nothing; they are repeated")
        .tag("kind", kind)
        .tag("reason", why.name().toLowerCase(Locale.ROOT))
        .register(meters)
        .increment();
  }

  /** A figure of now. */
  void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).strongReference(true).register(meters);
  }

  void ready(String kind, Supplier<Number> value) {
    Gauge.builder("belfry.check.kind_ready", value)
        .description("Whether this kind can look from here")
        .tag("kind", kind)
        .strongReference(true)
        .register(meters);
  }

  private Kind register(String kind) {
    return new Kind(
        counter("belfry.look.claimed", "Looks that this process has taken", kind),
        timer("belfry.look.lateness", "From when a look was due to its start", kind),
        timer("belfry.look.duration", "From the start of a look to its end", kind),
        counter("belfry.look.failed", "Looks that ended in a defect of ours", kind));
  }

  private Counter counter(String name, String description, String kind) {
    return Counter.builder(name).description(description).tag("kind", kind).register(meters);
  }

  private Timer timer(String name, String description, String kind) {
    return Timer.builder(name)
        .description(description)
        .tag("kind", kind)
        .serviceLevelObjectives(LATE)
        .register(meters);
  }
}
