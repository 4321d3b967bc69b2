package dev.belfry.alerting.trigger;

import dev.belfry.incident.IncidentId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A trigger to be tried on what is recorded.
 *
 * @param trigger as it would be made; nothing is kept
 * @param to default now; at most 31 days after {@code from}
 */
@RegisterForReflection
public record Simulation(
    @NotNull @Valid NewTrigger trigger, @NotNull Instant from, @Nullable Instant to) {

  /**
   * What would have rung.
   *
   * @param incidents that began in that time
   * @param matched incidents and other news for which it would have begun to ring
   * @param truncated whether there was more than is shown
   * @param notReplayed events of the trigger of which not all that was told is still recorded
   */
  @Schema(name = "SimulationReport")
  public record Report(
      Instant from,
      Instant to,
      int incidents,
      int matched,
      boolean truncated,
      List<String> notReplayed,
      List<Rung> rings) {}

  /**
   * One ring.
   *
   * @param incidentId null of news that are about none
   * @param why first, repeat, escalation or resolved
   * @param to endpoints as they would be found then, by the roles and rotas of today; empty where
   *     nobody would have been told
   */
  @Schema(name = "SimulatedRing")
  public record Rung(
      Instant at,
      @Nullable IncidentId incidentId,
      String title,
      String type,
      Why why,
      List<String> to) {}

  /** Why it would have rung. */
  @Schema(name = "SimulatedWhy")
  public enum Why {
    FIRST,
    REPEAT,
    ESCALATION,
    RESOLVED
  }
}
