package dev.belfry.result;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.belfry.check.Verdict;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.MonitorId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What ends soon. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ExpiringTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Book book;
  @Inject Rows rows;

  @Test
  void whatNobodyMaySeeTakesNoPlaceAmongWhatEnds() throws SQLException {
    book.begin();
    Person alice = house.alice();
    String category =
        alice.asks().body("{\"name\":\"c\"}").post("/v1/categories").then().extract().path("id");
    MonitorId last =
        book.monitor(alice, "'name':'last','category_id':'" + category + "'", clock.instant());
    book.write(
        alice,
        last,
        Book.look(Verdict.UP, 1, clock.instant(), clock.instant().plus(Duration.ofDays(9))));
    rows.change(
        """
        insert into monitor (id, account_id, name, kind, address, target, interval_seconds, timeout_seconds, confirm_down,
          confirm_up, created_at, updated_at)
        select gen_random_uuid(), ?, 'hidden', 'http', 'http://localhost:1/', '{"url":"http://localhost:1/"}', 60, 10, 2, 1,
          now(), now() from generate_series(1, 10001)""",
        alice.account().uuid());
    rows.change(
        "insert into result_expiry select id, account_id, ? from monitor where account_id = ? and name = 'hidden'",
        clock.instant().atOffset(ZoneOffset.UTC),
        alice.account().uuid());
    String key =
        alice
            .asks()
            .body(
                ("{'name':'k','grants':[{'scopes':['monitor:read'],'categories':['"
                        + category
                        + "'],'groups':'ALL'}]}")
                    .replace('\'', '"'))
            .post("/v1/keys")
            .then()
            .extract()
            .path("key");
    Person.asks(key)
        .get("/v1/reports/expiring")
        .then()
        .statusCode(200)
        .body("data.name", contains("last"))
        .body("pagination.total", equalTo(1));
    Book.get(alice, "/v1/reports/expiring?limit=1&page=10002")
        .body("data.name", contains("last"))
        .body("pagination.total", equalTo(10_002));
    rows.change(
        "delete from monitor where account_id = ? and name = 'hidden'", alice.account().uuid());
  }
}
