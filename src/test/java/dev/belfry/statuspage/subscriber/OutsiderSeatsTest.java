package dev.belfry.statuspage.subscriber;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.notify.Receiver;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Readers whose programs are slow. */
@QuarkusTest
@TestProfile(Letters.WithMail.class)
@QuarkusTestResource(TestDatabase.class)
class OutsiderSeatsTest {
  /** More than may be under way and stand in line for one account. */
  private static final int MANY = 90;

  private static final int SEATS = 40;

  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject Letters letters;
  @Inject Announcements announcements;
  @Inject Desk desk;

  @Test
  void nobodyOfTheAccountWaitsForThem() throws Exception {
    Person alice = house.alice();
    clock.advanceSeconds(3_600);
    Letters.Made page = Letters.page(alice, "");
    Thread slow;
    Thread quick;
    try (Receiver readers = new Receiver();
        Receiver own = new Receiver()) {
      for (int i = 0; i < MANY; i++) {
        alice
            .asks()
            .body(Json.of("{'kind':'webhook','address':'%s'}", readers.url() + "/" + i))
            .post("/v1/status-pages/" + page.id() + "/subscribers")
            .then()
            .statusCode(201);
      }
      letters.runDue();
      rows.change(
          "update statuspage_subscriber set status = 'CONFIRMED', confirmed_at = created_at where page_id = ?",
          TypeId.require("spg", page.id()));
      readers.got.clear();
      readers.hangs();
      clock.advanceSeconds(60);
      Letters.incident(alice, page.till(), "");
      announcements.runDue();
      Letters.incident(alice, page.web(), "");
      announcements.runDue();
      slow = Thread.startVirtualThread(desk::runDue);
      for (int i = 0; i < SEATS; i++) {
        assertNotNull(readers.got.poll(30, TimeUnit.SECONDS), "reader " + i);
      }
      desk.webhook(alice, own.url());
      desk.send(alice.account(), "monitor.down");
      quick = Thread.startVirtualThread(desk::runDue);
      assertNotNull(own.got.poll(10, TimeUnit.SECONDS), "the account's own news");
    }
    slow.join();
    quick.join();
  }
}
