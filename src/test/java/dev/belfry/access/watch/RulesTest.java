package dev.belfry.access.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is suspicious, decided without any framework. */
class RulesTest {
  private static final Instant NOW = Instant.parse("2030-06-12T14:00:00Z");
  private static final Volume CALM = new Volume(5, List.of(5L, 5L, 5L, 5L));
  private static final Rhythm REGULAR = new Rhythm(NOW.minus(Duration.ofDays(60)), 600, true);

  @ParameterizedTest
  @CsvSource({
    "192.0.2.77, 192.0.2.0/24",
    "192.0.2.1, 192.0.2.0/24",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:0:0:0:0:0/48",
    "2001:db8:1:ffff::1, 2001:db8:1:0:0:0:0:0/48",
    "::ffff:192.0.2.9, 192.0.2.0/24",
  })
  void anAddressLiesInANetwork(String address, String network) {
    assertEquals(Optional.of(network), Network.of(address));
  }

  @Test
  void whatIsNoAddressLiesInNone() {
    assertEquals(Optional.empty(), Network.of("example.org"));
    assertEquals(Optional.empty(), Network.of(""));
    assertEquals(Optional.empty(), Network.of(null));
  }

  @ParameterizedTest
  @CsvSource({
    // hours since the first call, calls, strange
    "24, 20, true",
    "23, 20, false",
    "24, 19, false",
    "9000, 100000, true",
  })
  void aNetworkIsStrangeToWhomWeKnowForADayAndTwentyCalls(int hours, long calls, boolean strange) {
    assertEquals(
        strange, new Acquaintance(NOW.minus(Duration.ofHours(hours)), calls).isStrange(NOW));
  }

  @Test
  void toAStrangerAllNetworksAreNewAndNoneIsStrange() {
    assertEquals(false, new Acquaintance(null, 0).isStrange(NOW));
  }

  @ParameterizedTest
  @CsvSource({
    // calls, the same hour of the last four weeks, unusual
    "1000, 0, 0, 0, 0, false",
    "1001, 0, 0, 0, 0, true",
    "1001, 100, 100, 100, 100, true",
    "2000, 200, 200, 200, 200, false",
    "2001, 200, 200, 200, 200, true",
    "5000, 0, 400, 600, 9000, false",
    "5001, 0, 400, 600, 9000, true",
  })
  void aVolumeIsUnusualAboveTenMediansAndAFloor(
      long calls, long one, long two, long three, long four, boolean unusual) {
    assertEquals(unusual, new Volume(calls, List.of(one, two, three, four)).isUnusual());
  }

  @ParameterizedTest
  @CsvSource({
    // days known, hours with calls, some in this hour of the week, broken
    "28, 40, false, true",
    "27, 40, false, false",
    "28, 39, false, false",
    "28, 40, true, false",
  })
  void anHourIsUnusualToWhomWeKnowWell(int days, int hours, boolean used, boolean broken) {
    assertEquals(broken, new Rhythm(NOW.minus(Duration.ofDays(days)), hours, used).isBroken(NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "credential_revoked, 1, REVOKED_USE",
    "credential_rotated, 1, ROTATED_USE",
    "credential_elsewhere, 1, OUTSIDE_NETWORKS",
    "wrong_key_type, 1, WRONG_KEY_TYPE",
    "plain_http, 1, PLAIN_HTTP",
    "scope_missing, 49, ",
    "scope_missing, 50, FAILED_BURST",
    "rate_limited, 5000, ",
    "credential_expired, 5000, ",
    "credential_disabled, 5000, ",
  })
  void refusalsTell(String reason, long times, @Nullable FlagKind kind) {
    assertEquals(
        kind == null ? List.of() : List.of(kind),
        kinds(
            new Conduct(
                false,
                NOW,
                CALM,
                REGULAR,
                Map.of(reason, times),
                0,
                today(),
                Conduct.From.NOWHERE)));
  }

  @Test
  void refusalsOfSeveralReasonsAddUp() {
    assertEquals(
        List.of(FlagKind.FAILED_BURST),
        kinds(
            new Conduct(
                true,
                NOW,
                CALM,
                REGULAR,
                Map.of("scope_missing", 30L, "out_of_reach", 20L),
                0,
                today(),
                Conduct.From.NOWHERE)));
  }

  @ParameterizedTest
  @CsvSource({"29, false", "30, true"})
  void manyThingsThatAreNotThereAreGuesses(int missing, boolean flagged) {
    assertEquals(
        flagged ? List.of(FlagKind.ENUMERATION) : List.of(),
        kinds(
            new Conduct(
                false, NOW, CALM, REGULAR, Map.of(), missing, today(), Conduct.From.NOWHERE)));
  }

  @ParameterizedTest
  @CsvSource({"30, false", "31, true", "300, true"})
  void whoSleptMoreThanThirtyDaysIsNoticed(int days, boolean flagged) {
    Instant last = NOW.minus(Duration.ofDays(days));
    assertEquals(
        flagged ? List.of(FlagKind.DORMANT_USE) : List.of(),
        kinds(new Conduct(false, NOW, CALM, REGULAR, Map.of(), 0, last, Conduct.From.NOWHERE)));
  }

  @Test
  void hoursAndVolumesOfPeopleAreTheirOwn() {
    Conduct nightShift =
        new Conduct(
            true,
            NOW,
            new Volume(100_000, List.of(0L, 0L, 0L, 0L)),
            new Rhythm(NOW.minus(Duration.ofDays(60)), 600, false),
            Map.of(),
            0,
            NOW.minus(Duration.ofDays(300)),
            Conduct.From.NOWHERE);
    assertEquals(List.of(), kinds(nightShift));
  }

  @Test
  void everyKindHasAWordAndABucket() {
    for (FlagKind kind : FlagKind.values()) {
      assertEquals(Optional.of(kind), FlagKind.named(kind.word()));
    }
    Instant at = NOW.plusSeconds(61);
    assertEquals(NOW, FlagKind.REVOKED_USE.bucket(at));
    assertEquals(Instant.parse("2030-06-12T00:00:00Z"), FlagKind.NEW_NETWORK.bucket(at));
    assertEquals(
        List.of(FlagKind.REVOKED_USE, FlagKind.ROTATED_USE),
        Arrays.stream(FlagKind.values()).filter(kind -> !kind.mayDisable()).toList());
  }

  @Test
  void tellFromWhere() {
    Conduct conduct =
        new Conduct(
            false,
            NOW,
            CALM,
            REGULAR,
            Map.of("credential_revoked", 1L),
            30,
            NOW.minus(Duration.ofDays(40)),
            new Conduct.From("192.0.2.7", "198.51.100.9"));
    assertEquals(
        Map.of(
            FlagKind.REVOKED_USE, "192.0.2.7 192.0.2.0/24",
            FlagKind.ENUMERATION, "198.51.100.9 198.51.100.0/24",
            FlagKind.DORMANT_USE, "198.51.100.9 198.51.100.0/24"),
        conduct.suspicions().stream()
            .collect(
                Collectors.toMap(
                    Suspicion::kind, found -> found.address() + " " + found.network())));
  }

  private static Instant today() {
    return NOW.minus(Duration.ofDays(1));
  }

  private static List<FlagKind> kinds(Conduct conduct) {
    return conduct.suspicions().stream().map(Suspicion::kind).toList();
  }
}
