package dev.belfry.access.member.recovery;

import dev.belfry.access.FailureBudget;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.mail.Mailer;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Writes down who asked for a new password. Who that is, is looked at later: so neither the answer
 * nor its time tells.
 */
@ApplicationScoped
class RecoveryService {
  /** An address is written to at most once in this time. */
  static final Duration QUIET = Duration.ofMinutes(5);

  /**
   * So many letters as fast as that, then one in each such time: six in a day, whether links are
   * used or not.
   */
  static final int AT_ONCE = 3;

  static final Duration EACH = Duration.ofHours(6);

  private final RecoveryRows rows;
  private final Mailer mailer;
  private final FailureBudget failures;
  private final RequestTrace trace;
  private final InstantSource clock;

  RecoveryService(
      RecoveryRows rows,
      Mailer mailer,
      FailureBudget failures,
      RequestTrace trace,
      InstantSource clock) {
    this.rows = rows;
    this.mailer = mailer;
    this.failures = failures;
    this.trace = trace;
    this.clock = clock;
  }

  /**
   * @throws Problem 409 where no mail can be sent, 429 when too much is asked from one network
   */
  void ask(ForgottenPassword forgotten) {
    if (!mailer.configured()) {
      throw Problem.of(
          ProblemType.CONFLICT,
          "Mail is off here. An admin of your account can make a token for you.");
    }
    UUID id = TypeId.next();
    failures.admit(
        () -> {
          rows.ask(id, forgotten.email(), clock.instant());
          return id;
        },
        trace.address());
    // Whoever asks for many addresses is as slow as whoever guesses passwords.
    failures.failed(trace.address());
  }
}
