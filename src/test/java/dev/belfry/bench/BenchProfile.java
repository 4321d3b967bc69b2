package dev.belfry.bench;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The program with routes to compare with, and without a line of log for each request. */
public class BenchProfile implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "routes.bench", "true",
        "quarkus.log.category.\"dev.belfry.request\".level", "WARN",
        "quarkus.datasource.jdbc.metrics.enabled", "true",
        "quarkus.datasource.system.jdbc.metrics.enabled", "true");
  }
}
