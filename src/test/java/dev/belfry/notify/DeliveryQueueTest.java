package dev.belfry.notify;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.claim.Claims;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DeliveryQueueTest {
  @Inject House house;
  @Inject Desk desk;
  @Inject TestClock clock;
  @Inject Claims claims;
  @Inject Courier courier;
  @Inject Scheduler scheduler;

  private Person alice;
  private Receiver receiver;
  private String webhook;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    receiver = new Receiver();
    webhook = desk.webhook(alice, receiver.url()).id();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private ValidatableResponse ledger() {
    return alice.asks().get("/v1/webhooks/" + webhook + "/deliveries").then().statusCode(200);
  }

  @Test
  void isTakenOverFromADeadHolder() {
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    String lease =
        "update notify_delivery set holder = ?, lease_until = clock_timestamp() + ?::interval where account_id = ?";
    desk.ask(lease, UUID.randomUUID(), "1 hour", alice.account().uuid());
    desk.runDue();
    assertTrue(receiver.got.isEmpty(), "another holds it");

    desk.ask(lease, UUID.randomUUID(), "-1 second", alice.account().uuid());
    desk.runDue();
    receiver.one();
    ledger().body("data[0].status", equalTo("delivered"));
  }

  @Test
  void whoHasLostTheLeaseWritesNothing() {
    UUID other = UUID.randomUUID();
    receiver.plays(
        exchange -> {
          desk.ask(
              "update notify_delivery set holder = ?, lease_until = clock_timestamp() + interval '1 hour' where account_id = ?",
              other,
              alice.account().uuid());
          exchange.sendResponseHeaders(500, -1);
        });
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    receiver.one();
    assertEquals(
        other,
        desk.ask(
            "select holder from notify_delivery where account_id = ?", alice.account().uuid()));
    ledger().body("data[0].status", equalTo("pending")).body("data[0].attempts", hasSize(0));
  }

  @Test
  void newsAboutOneThingKeepTheirOrderAndOthersPass() {
    UUID incident = UUID.randomUUID();
    receiver.answers(500);
    String first = desk.send(alice.account(), NoticeType.INCIDENT_CREATED, null, incident);
    String second = desk.send(alice.account(), NoticeType.INCIDENT_UPDATED, null, incident);
    String third = desk.send(alice.account(), NoticeType.INCIDENT_RESOLVED, null, incident);
    desk.runDue();
    assertEquals(first, receiver.one().header("webhook-id"));
    receiver.answers(200);
    String other = desk.send(alice.account(), NoticeType.INCIDENT_CREATED, null, UUID.randomUUID());
    desk.runDue();
    assertEquals(other, receiver.one().header("webhook-id"));
    assertTrue(receiver.got.isEmpty(), "the later ones wait");

    clock.advanceSeconds(5);
    desk.runDue();
    assertEquals(first, receiver.one().header("webhook-id"));
    assertEquals(second, receiver.one().header("webhook-id"));
    assertEquals(third, receiver.one().header("webhook-id"));
    assertEquals(
        0,
        desk.count(
            "select count(*) from notify_delivery where account_id = ? and status = 'PENDING'",
            alice.account().uuid()));
  }

  @Test
  void oneThatIsSentWhileAnotherIsUnderWayFollowsIt() {
    UUID incident = UUID.randomUUID();
    String first = desk.send(alice.account(), NoticeType.INCIDENT_CREATED, null, incident);
    AtomicReference<String> second = new AtomicReference<>();
    receiver.plays(
        exchange -> {
          receiver.answers(200);
          second.set(desk.send(alice.account(), NoticeType.INCIDENT_RESOLVED, null, incident));
          exchange.sendResponseHeaders(200, -1);
        });
    desk.runDue();
    assertEquals(first, receiver.one().header("webhook-id"));
    assertEquals(second.get(), receiver.one().header("webhook-id"));
  }

  @Test
  void oneThatIsGivenUpLetsTheNextGo() {
    UUID incident = UUID.randomUUID();
    receiver.answers(500);
    desk.send(alice.account(), NoticeType.INCIDENT_CREATED, null, incident);
    String second = desk.send(alice.account(), NoticeType.INCIDENT_RESOLVED, null, incident);
    desk.runDue();
    clock.advance(Duration.ofDays(3));
    receiver.got.clear();
    desk.runDue();
    assertEquals(2, receiver.got.size());
    receiver.one();
    assertEquals(second, receiver.one().header("webhook-id"));
  }

  @Test
  void manyToOneEndpointStandInLine() {
    for (int i = 0; i < 25; i++) {
      desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    }
    assertEquals(25, desk.runDue());
    assertEquals(25, receiver.got.size());
  }

  @Test
  void whoStopsLeavesWhatStandsInLineToOthers() throws InterruptedException {
    receiver.hangs();
    for (int i = 0; i < 25; i++) {
      desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    }
    Deliveries stopping = new Deliveries(claims, courier, scheduler, clock);
    Thread running = Thread.startVirtualThread(stopping::runDue);
    Set<String> begun = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      begun.add(receiver.awaited().header("webhook-id"));
    }
    stopping.giveBack();
    receiver.answers(200);
    assertEquals(15, desk.runDue());
    receiver.got.forEach(one -> assertTrue(begun.add(one.header("webhook-id"))));
    assertEquals(25, begun.size());
    running.interrupt();
  }

  @Test
  void oneThatStoodLongInLineGoesWithANewLease() throws SQLException {
    String id = desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    Claimed claimed =
        claims
            .claim(
                new Claims.Work("notify_delivery", 1, Duration.ofSeconds(5)),
                Claimed.COLUMNS,
                clock.instant(),
                Claimed::read)
            .getFirst();
    Claimed renewed = courier.renewed(claimed).orElseThrow();
    assertTrue(
        Duration.between(claimed.leaseUntil(), renewed.leaseUntil())
                .compareTo(Duration.ofSeconds(50))
            > 0);
    assertTrue(courier.renewed(claimed).isEmpty(), "no longer of this lease");
    courier.carry(claimed, true);
    assertTrue(receiver.got.isEmpty());
    courier.carry(renewed, true);
    assertEquals(id, receiver.one().header("webhook-id"));
  }
}
