package dev.belfry.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.result.UptimePolicy.Counting;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UptimePolicyTest {
  private static final List<Counting> WORDS = List.of(Counting.values());

  /** Seconds up, degraded, down, unknown, paused, maintenance. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "0 0 0 0 0 0, up excluded excluded excluded, null",
        "0 0 0 9 9 9, up excluded excluded excluded, null",
        "0 0 0 9 0 0, up up excluded excluded, 100",
        "0 0 0 9 0 0, up down excluded excluded, 0",
        "10 0 0 0 0 0, up excluded excluded excluded, 100",
        "0 0 10 0 0 0, up excluded excluded excluded, 0",
        "75 0 25 0 0 0, up excluded excluded excluded, 75",
        "75 0 25 900 900 900, up excluded excluded excluded, 75",
        "50 25 25 0 0 0, up excluded excluded excluded, 75",
        "50 25 25 0 0 0, down excluded excluded excluded, 50",
        "50 25 25 0 0 0, excluded excluded excluded excluded, 66.6666",
        "50 0 0 50 0 0, up down excluded excluded, 50",
        "50 0 0 0 0 50, up excluded down excluded, 50",
        "50 0 50 0 0 100, up excluded up excluded, 75",
        "50 0 0 0 50 0, up excluded excluded down, 50",
        "50 0 50 0 100 0, up excluded excluded up, 75",
        "10000000 0 1 0 0 0, up excluded excluded excluded, 99.9999"
      })
  void uptimeIsTheShareOfTheTimeThatCounts(String seconds, String policy, Double uptime) {
    String[] each = seconds.split(" ");
    long[] ms = new long[each.length];
    for (int i = 0; i < ms.length; i++) {
      ms[i] = Long.parseLong(each[i]) * 1000;
    }
    assertEquals(
        uptime,
        policy(policy.split(" "))
            .uptime(new TimeSums(ms[0], ms[1], ms[2], ms[3], ms[4], ms[5], 0, 0, 0)));
  }

  private static UptimePolicy policy(String... words) {
    return new UptimePolicy(word(words[0]), word(words[1]), word(words[2]), word(words[3]));
  }

  private static Counting word(String word) {
    return Counting.valueOf(word.toUpperCase(java.util.Locale.ROOT));
  }

  @Test
  void moreTimeDownIsNeverMoreUptimeAndOnlyNoneIsAHundred() {
    Random random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      UptimePolicy policy = new UptimePolicy(one(random), one(random), one(random), one(random));
      TimeSums sums =
          new TimeSums(
              random.nextInt(1_000_000_000),
              ms(random),
              ms(random),
              ms(random),
              ms(random),
              ms(random),
              0,
              0,
              0);
      TimeSums worse = sums.plus(new TimeSums(0, 0, 1, 0, 0, 0, 0, 0, 0));
      Double before = policy.uptime(sums);
      Double after = policy.uptime(worse);
      org.junit.jupiter.api.Assertions.assertTrue(
          after != null && after < 100 && (before == null || after <= before), sums + " " + policy);
      assertEquals(
          policy.downMs(sums) == 0 && policy.upMs(sums) > 0, before != null && before == 100);
    }
  }

  private static long ms(Random random) {
    return random.nextBoolean() ? 0 : random.nextInt(1_000);
  }

  private static Counting one(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }
}
