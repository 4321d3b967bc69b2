package dev.belfry.check;

import dev.belfry.platform.wire.Phases;
import dev.belfry.platform.wire.WireFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one look found.
 *
 * @param latencyMs milliseconds for the whole look
 * @param code a stable lower-case word for programs: {@code ok}, {@code timeout}
 * @param message a sentence for people; free of header values, bodies and secrets
 * @param expiresAt when the certificate or the registration that was seen ends; null where there is
 *     none
 */
public record Look(
    Verdict verdict,
    int latencyMs,
    String code,
    String message,
    Phases phases,
    @Nullable Instant expiresAt) {
  public Look(Verdict verdict, int latencyMs, String code, String message, Phases phases) {
    this(verdict, latencyMs, code, message, phases, null);
  }

  /** A look with the latency of its phases. */
  public static Look of(Verdict verdict, String code, String message, Phases phases) {
    return new Look(verdict, phases.totalMs(), code, message, phases);
  }

  /** The same, of something that ends. */
  public Look until(@Nullable Instant end) {
    return new Look(verdict, latencyMs, code, message, phases, end);
  }

  /** We could not look. */
  public static Look unknown(String code, String message) {
    return of(Verdict.UNKNOWN, code, message, Phases.total(0));
  }

  /** The look of a connection that failed: what we refuse ourselves is UNKNOWN, all else DOWN. */
  public static Look failed(WireFailure.Reason reason, String message, Phases phases) {
    String code =
        switch (reason) {
          case DNS -> "dns_failure";
          case BLOCKED -> "blocked_address";
          case REFUSED -> "connection_refused";
          case TIMEOUT -> "timeout";
          case TLS -> "tls_failure";
          case CLIENT_CERTIFICATE_REFUSED -> "client_certificate_refused";
          case CLIENT_CERTIFICATE_REQUIRED -> "client_certificate_required";
          case REDIRECT -> "redirect_failure";
          case PROTOCOL -> "invalid_response";
          case CLOSED -> "connection_closed";
        };
    return of(
        reason == WireFailure.Reason.BLOCKED ? Verdict.UNKNOWN : Verdict.DOWN,
        code,
        message,
        phases);
  }
}
