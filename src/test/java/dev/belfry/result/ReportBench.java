package dev.belfry.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.bench.BenchProfile;
import dev.belfry.bench.Table;
import dev.belfry.house.Agent;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Uptime of 1,000 monitors: the whole call, with all four windows, and the sum of 720 hours of each
 * as one query. Shorter by {@code -Dbench.monitors} and {@code -Dbench.rounds}.
 */
@QuarkusTest
@TestProfile(BenchProfile.class)
@QuarkusTestResource(TestDatabase.class)
class ReportBench {
  private static final int MONITORS = Integer.getInteger("bench.monitors", 1_000);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 100);
  private static final int DAYS = 30;
  private static final double PROMISED_MS = 300;
  private static final String SUMS =
      """
      insert into result_%s select id, account_id, at, %3$d - 60000, 0, 60000, 0, 0, 0, 1, %2$d - 1, 0, 1, 0, 20, 400, 9000, '{83886080,142606338,184549433}'
      from generate_series(?::timestamptz - interval '90 days', ?::timestamptz - interval '1 %1$s', interval '1 %1$s') at, monitor
      where account_id = ? %4$s""";
  private static final String HOURLY =
      """
      select count(*) from (
        select monitor_id, sum(up_ms), sum(down_ms), sum(outages), sum(looks_down) from result_hour
        where account_id = ? and at >= ?::timestamptz - interval '%d days' group by 1) sums"""
          .formatted(DAYS);
  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject Book book;

  /** One thing to be measured. */
  private interface Call {
    void run();
  }

  @Test
  void report() throws SQLException, IOException {
    book.sumUp();
    Person alice = house.alice();
    generate(alice, Hours.of(clock.instant()));
    Agent agent = Agent.session(alice);
    double[] whole = measured(() -> assertEquals(200, agent.get("/v1/uptime?limit=100").status()));
    Object now = clock.instant().atOffset(ZoneOffset.UTC);
    double[] query =
        measured(
            () ->
                assertEquals(
                    (long) MONITORS, rows.select(HOURLY, alice.account().uuid(), now).getFirst()));
    new Table("report")
        .put("monitors", MONITORS)
        .put("rounds", ROUNDS)
        .put("uptime_call_p50_ms", whole[ROUNDS / 2])
        .put("uptime_call_p99_ms", whole[(int) Math.ceil(ROUNDS * 0.99) - 1])
        .put("hourly_query_p50_ms", query[ROUNDS / 2])
        .put("hourly_query_p99_ms", query[(int) Math.ceil(ROUNDS * 0.99) - 1])
        .put("promised_p99_ms", PROMISED_MS)
        .put("bytes_an_hour", bytes("result_hour"))
        .put("bytes_a_day", bytes("result_day"))
        .write();
    assertTrue(whole[(int) Math.ceil(ROUNDS * 0.99) - 1] <= PROMISED_MS, "the call");
  }

  private void generate(Person owner, Instant hour) {
    rows.change(
        """
        insert into monitor (id, account_id, name, kind, address, target, interval_seconds, timeout_seconds, confirm_down,
          confirm_up, created_at, updated_at)
        select gen_random_uuid(), ?, 'm' || n, 'http', 'http://localhost:1/', '{"url":"http://localhost:1/"}', 60, 10, 2, 1,
          now(), now() from generate_series(1, ?) n""",
        owner.account().uuid(),
        MONITORS);
    rows.change(
        """
        insert into monitor_state (monitor_id, account_id, status, status_since, lease_seconds)
        select id, account_id, 'UP', now() - interval '100 days', 20 from monitor where account_id = ?""",
        owner.account().uuid());
    rows.change("delete from result_due where account_id = ?", owner.account().uuid());
    Object at = hour.atOffset(ZoneOffset.UTC);
    Object day = Hours.day(hour).atOffset(ZoneOffset.UTC);
    rows.change(
        SUMS.formatted(
            "hour",
            60,
            3_600_000,
            "and at >= now() - interval '" + (DAYS + 1) + " days' order by at"),
        at,
        at,
        owner.account().uuid());
    rows.change(
        SUMS.formatted("day", 1_440, 86_400_000, "order by at"), day, day, owner.account().uuid());
  }

  /** Sorted milliseconds. */
  private static double[] measured(Call call) {
    double[] found = new double[ROUNDS];
    for (int round = -10; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      call.run();
      if (round >= 0) {
        found[round] = (System.nanoTime() - begun) / 1e6;
      }
    }
    Arrays.sort(found);
    return found;
  }

  private double bytes(String table) {
    return ((Number)
            rows.select(
                    "select pg_total_relation_size('"
                        + table
                        + "')::float8 / count(*) from "
                        + table)
                .getFirst())
        .doubleValue();
  }
}
