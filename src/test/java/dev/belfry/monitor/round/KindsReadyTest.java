package dev.belfry.monitor.round;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.check.Checker;
import dev.belfry.check.Checkers;
import dev.belfry.check.Kinds;
import dev.belfry.check.Look;
import dev.belfry.check.Target;
import dev.belfry.check.TargetViolation;
import dev.belfry.house.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KindsReadyTest {
  @Inject Checkers all;

  record Kind(String kind, Supplier<Optional<String>> test) implements Checker<Target> {
    @Override
    public Class<Target> targetType() {
      return Target.class;
    }

    @Override
    public List<TargetViolation> examine(Target target) {
      return List.of();
    }

    @Override
    public Optional<String> selfTest() {
      return test.get();
    }

    @Override
    public CompletionStage<Look> look(Target target, Duration timeout) {
      return new CompletableFuture<>();
    }
  }

  @Test
  void saysWhichKindsCannotLook() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Checkers checkers =
        Kinds.of(
            new Kind("good", Optional::empty),
            new Kind("bad", () -> Optional.of("not permitted")),
            new Kind(
                "broken",
                () -> {
                  throw new IllegalStateException("oh");
                }));
    KindsReady ready = new KindsReady(checkers, new RoundMeters(registry));
    Map<String, Boolean> expected = Map.of("good", true, "bad", false, "broken", false);
    assertEquals(expected, ready.test());
    assertEquals(expected, ready.test(), "again the same");
    expected.forEach(
        (kind, can) ->
            assertEquals(
                can ? 1 : 0,
                registry.get("belfry.check.kind_ready").tag("kind", kind).gauge().value()));
  }

  /** What needs no permission of the system works wherever the tests run. */
  @Test
  void thisMachineCanLookAtWebSites() {
    assertEquals(Optional.empty(), all.selfTest("http"));
  }
}
