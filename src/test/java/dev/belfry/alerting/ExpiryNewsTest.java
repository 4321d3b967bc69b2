package dev.belfry.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.MonitorId;
import dev.belfry.notify.Desk;
import dev.belfry.notify.Receiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of the end of a certificate is told 30, 14, 7 days and 1 day before, once each. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ExpiryNewsTest {
  @Inject House house;
  @Inject Desk desk;
  @Inject ExpiryNews news;
  @Inject Rows rows;
  @Inject TestClock clock;

  @Test
  void eachNumberOfDaysIsToldOnce() throws SQLException {
    Person alice = house.alice();
    try (Receiver receiver = new Receiver()) {
      alice
          .asks()
          .body(Map.of("url", receiver.url(), "events", List.of("certificate.expiring")))
          .post("/v1/webhooks")
          .then()
          .statusCode(201);
      MonitorId monitor = monitor(alice);
      ends(monitor, alice, clock.instant().plus(Duration.ofDays(40)));
      assertEquals(List.of(), after(receiver, 9));
      assertEquals(List.of(29), after(receiver, 2));
      assertEquals(List.of(), after(receiver, 1));
      assertEquals(List.of(13), after(receiver, 15));
      assertEquals(List.of(), after(receiver, 1));
      assertEquals(List.of(1), after(receiver, 11), "7 days are told no more, when it is 1");
      assertEquals(List.of(), after(receiver, 5), "it has ended");
      rows.change("delete from result_expiry where monitor_id = ?", monitor.uuid());
      ends(monitor, alice, clock.instant().plus(Duration.ofDays(20)));
      assertEquals(List.of(20), after(receiver, 0), "of another certificate anew");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "30, 30", "29, 30", "14, 14", "15, 30", "13, 14", "7, 7", "8, 14", "2, 7", "1, 1", "0, 1"
  })
  void theSmallestNumberThatIsNotLess(int left, int days) {
    assertEquals(days, ExpiryNews.days(Duration.ofDays(left)));
  }

  private List<Integer> after(Receiver receiver, int days) throws SQLException {
    clock.advance(Duration.ofDays(days));
    news.runDue();
    news.runDue();
    desk.runDue();
    List<Receiver.Got> got = new ArrayList<>();
    receiver.got.drainTo(got);
    return got.stream().map(one -> new JsonPath(one.body()).getInt("data.days_left")).toList();
  }

  private void ends(MonitorId monitor, Person owner, Instant at) {
    rows.change(
        "insert into result_expiry (monitor_id, account_id, expires_at) values (?, ?, ?)",
        monitor.uuid(),
        owner.account().uuid(),
        at.atOffset(ZoneOffset.UTC));
  }

  private static MonitorId monitor(Person owner) {
    String id =
        owner
            .asks()
            .body("{\"name\":\"Shop\",\"type\":\"ssl\",\"host\":\"localhost\",\"port\":1}")
            .post("/v1/monitors")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return MonitorId.fromString(id);
  }
}
