package dev.belfry.statuspage.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import dev.belfry.statuspage.StatusPageTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** A page as large as a page may be. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LargePageTest {
  private static final Logger LOG = Logger.getLogger(LargePageTest.class);

  @Inject House house;
  @Inject ShownPages pages;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject SessionFactory factory;

  @Test
  void aThousandComponentsCostAsManyStatementsAsOne() {
    Person alice = house.alice();
    String csv =
        "name,type,host\n"
            + IntStream.range(0, 1_000)
                .mapToObj(i -> "m" + i + ",ping,127.0.0.1\n")
                .collect(Collectors.joining());
    alice
        .asks()
        .contentType("text/csv")
        .body(csv)
        .post("/v1/monitors/import")
        .then()
        .statusCode(200);
    rows.change(
        """
        insert into result_day
        select m.id, m.account_id, date_trunc('day', ?::timestamptz, 'UTC') - n * interval '1 day',
          86400000 - (n %% 7) * 60000, 0, (n %% 7) * 60000, 0, 0, 0, 0, 1440, 0, 0, 0, 5, 50, 14400, '{}'
        from monitor m, generate_series(1, 95) n where m.account_id = ?"""
            .replace("%%", "%"),
        clock.instant().atOffset(java.time.ZoneOffset.UTC),
        alice.account().uuid());
    List<Object> ids =
        rows.select("select id from monitor where account_id = ?", alice.account().uuid());
    long small = statements(large(alice, ids.subList(0, 1)));
    long large = statements(large(alice, ids));
    assertEquals(small, large);
    assertTrue(large <= 20, "" + large);
    assertTrue(bytes < 2_000_000, "" + bytes);
  }

  private String large(Person owner, List<Object> monitors) {
    String slug = StatusPageTest.slug();
    String components =
        monitors.stream()
            .map(
                id ->
                    "{'name':'c "
                        + id
                        + "','monitor_id':'"
                        + TypeId.format("mon", (UUID) id)
                        + "'}")
            .collect(Collectors.joining(","));
    StatusPageTest.make(
            owner,
            "{'name':'Large','slug':'"
                + slug
                + "','show_latency':true,'components':["
                + components
                + "]}")
        .statusCode(201);
    return slug;
  }

  private int bytes;

  private long statements(String slug) {
    Statistics statistics = factory.getStatistics();
    statistics.setStatisticsEnabled(true);
    try {
      statistics.clear();
      long begun = System.nanoTime();
      String page = pages.get("/status/" + slug).then().statusCode(200).extract().asString();
      bytes = page.length();
      LOG.infof(
          "status page of %d bytes in %d ms",
          bytes, Duration.ofNanos(System.nanoTime() - begun).toMillis());
      return statistics.getPrepareStatementCount();
    } finally {
      statistics.setStatisticsEnabled(false);
    }
  }
}
