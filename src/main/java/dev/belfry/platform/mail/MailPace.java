package dev.belfry.platform.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When a mail to a person is tried again that has to come soon or not at all. */
public final class MailPace {
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofSeconds(15),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15));

  private MailPace() {}

  /**
   * @param attempts how many were made before this one
   * @param until when it is of no use any more
   * @return empty when there is nothing to be sent any more, or nobody would take it
   */
  public static Optional<Instant> next(
      MailOutcome outcome, int attempts, Instant now, Instant until) {
    if (outcome.verdict() != MailOutcome.Verdict.TEMPORARY) {
      return Optional.empty();
    }
    Instant next = now.plus(STEPS.get(Math.min(attempts, STEPS.size() - 1)));
    return next.isBefore(until) ? Optional.of(next) : Optional.empty();
  }
}
