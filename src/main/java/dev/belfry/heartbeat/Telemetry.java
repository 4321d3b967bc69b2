package dev.belfry.heartbeat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A report by key, as Cronitor has it.
 *
 * @param state {@code run} begins a run, {@code complete} and {@code fail} end it, {@code ok} says
 *     that all is well; without one it is a beat
 * @param series names the run
 * @param metrics by name: those that assertions compare, how long it took in seconds
 * @param durationMs how long the run took, in milliseconds, if the job has measured it
 * @param env the environment in which the job runs
 */
@RegisterForReflection
@Schema(name = "Telemetry")
public record Telemetry(
    @Nullable State state,
    @Size(max = 2_000) @Nullable String message,
    @Size(min = 1, max = 100) @Nullable String series,
    @Size(max = 4)
        @Nullable Map<String, @NotNull @DecimalMin("0") @DecimalMax("1000000000000") Double>
            metrics,
    @Min(0) @Max(1_000_000_000_000L) @Nullable Long durationMs,
    @Min(0) @Max(255) @Nullable Integer exitStatus,
    @Size(max = 100) @Nullable String env,
    @Size(max = 253) @Nullable String host) {

  /** What the job says of itself. */
  public enum State {
    RUN,
    COMPLETE,
    FAIL,
    OK
  }

  Signal.Kind kind() {
    return switch (state) {
      case RUN -> Signal.Kind.START;
      case FAIL -> Signal.Kind.FAIL;
      case COMPLETE, OK ->
          exitStatus == null || exitStatus == 0 ? Signal.Kind.SUCCESS : Signal.Kind.FAIL;
      case null -> exitStatus == null || exitStatus == 0 ? Signal.Kind.SUCCESS : Signal.Kind.FAIL;
    };
  }

  Map<String, Double> allMetrics() {
    Map<String, Double> all = new HashMap<>(metrics == null ? Map.of() : metrics);
    if (durationMs != null) {
      all.put("duration", durationMs / 1_000.0);
    }
    return all;
  }
}
