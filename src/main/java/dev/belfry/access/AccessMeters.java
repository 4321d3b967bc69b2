package dev.belfry.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What came of authentication, for operators: no label names anybody. */
@ApplicationScoped
class AccessMeters {
  private final MeterRegistry meters;
  private final Map<String, Counter> results = new ConcurrentHashMap<>();
  private final Counter limited;

  AccessMeters(MeterRegistry meters) {
    this.meters = meters;
    this.limited =
        Counter.builder("belfry.rate_limited")
            .description("Calls over a limit of their key or plan")
            .register(meters);
  }

  /**
   * @param result a state of an identity, or {@code malformed}
   */
  void authenticated(String result) {
    results.computeIfAbsent(result, this::counter).increment();
  }

  void limited() {
    limited.increment();
  }

  private Counter counter(String result) {
    return Counter.builder("belfry.auth")
        .description("Credentials that were looked at")
        .tag("result", result)
        .register(meters);
  }
}
