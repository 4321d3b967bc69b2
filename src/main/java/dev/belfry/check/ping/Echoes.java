package dev.belfry.check.ping;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.Phases;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came back of the requests of one look; pure.
 *
 * @param micros the round trip of each in microseconds, in the order sent; null for a lost one
 */
record Echoes(List<@Nullable Integer> micros) {
  private static final double MICROS_A_MILLI = 1000;
  private static final int PERCENT = 100;

  Look look(PingTarget target, int dnsMs, int totalMs) {
    List<Integer> answers = micros.stream().filter(Objects::nonNull).toList();
    int lost = micros.size() - answers.size();
    int loss = lost * PERCENT / micros.size();
    String counts = answers.size() + " of " + micros.size() + " answers";
    if (answers.isEmpty()) {
      return new Look(Verdict.DOWN, totalMs, "no_answer", counts, phases(dnsMs, totalMs));
    }
    String message =
        String.format(
            Locale.ROOT,
            "%s, %.1f ms on average, %.1f ms jitter",
            counts,
            average(answers) / MICROS_A_MILLI,
            jitter(answers) / MICROS_A_MILLI);
    int latency = (int) Math.round(average(answers) / MICROS_A_MILLI);
    Integer warn = target.warnLossPercent();
    Verdict verdict =
        loss > target.maxLossPercent()
            ? Verdict.DOWN
            : warn != null && loss > warn ? Verdict.DEGRADED : Verdict.UP;
    return new Look(
        verdict,
        latency,
        verdict == Verdict.UP ? "ok" : "packet_loss",
        message,
        phases(dnsMs, totalMs));
  }

  private static Phases phases(int dnsMs, int totalMs) {
    return new Phases(dnsMs, null, null, null, totalMs);
  }

  private static double average(List<Integer> answers) {
    return answers.stream().mapToInt(Integer::intValue).average().orElse(0);
  }

  /** The mean difference of round trips that follow each other. */
  private static double jitter(List<Integer> answers) {
    double sum = 0;
    for (int i = 1; i < answers.size(); i++) {
      sum += Math.abs(answers.get(i) - answers.get(i - 1));
    }
    return answers.size() < 2 ? 0 : sum / (answers.size() - 1);
  }
}
