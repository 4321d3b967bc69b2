package dev.belfry.check;

import dev.belfry.platform.wire.Phases;

/**
 * What one look found.
 *
 * @param latencyMs milliseconds for the whole look
 * @param code a stable lower-case word for programs: {@code ok}, {@code timeout}
 * @param message a sentence for people; free of header values, bodies and secrets
 */
public record Look(Verdict verdict, int latencyMs, String code, String message, Phases phases) {
  /** A look with the latency of its phases. */
  public static Look of(Verdict verdict, String code, String message, Phases phases) {
    return new Look(verdict, phases.totalMs(), code, message, phases);
  }

  /** We could not look. */
  public static Look unknown(String code, String message) {
    return of(Verdict.UNKNOWN, code, message, Phases.total(0));
  }
}
