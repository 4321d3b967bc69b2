package dev.belfry.notify;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With the scheduler running, and impatient; it polls too seldom to be of any help. */
@QuarkusTest
@TestProfile(DeliveriesAwakeTest.Awake.class)
@QuarkusTestResource(TestDatabase.class)
class DeliveriesAwakeTest {
  @Inject House house;
  @Inject Desk desk;

  public static class Awake implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.scheduler.enabled",
          "true",
          "belfry.notify.poll",
          "1h",
          "belfry.notify.timeout",
          "3s");
    }
  }

  @Test
  void isWokenByTheCommitAndByWhatLetsTheNextGo() throws InterruptedException {
    Person alice = house.alice();
    UUID incident = UUID.randomUUID();
    try (Receiver receiver = new Receiver()) {
      desk.webhook(alice, receiver.url());
      String first = desk.send(alice.account(), NoticeType.INCIDENT_CREATED, null, incident);
      String second = desk.send(alice.account(), NoticeType.INCIDENT_RESOLVED, null, incident);
      assertEquals(first, receiver.awaited().header("webhook-id"));
      assertEquals(second, receiver.awaited().header("webhook-id"));
    }
  }

  @Test
  void keepsTheOrderWhileNewsComeInAndGoOut() throws InterruptedException {
    Person alice = house.alice();
    try (Receiver receiver = new Receiver()) {
      desk.webhook(alice, receiver.url());
      Map<UUID, List<String>> sent = new HashMap<>();
      List<UUID> incidents = Stream.generate(UUID::randomUUID).limit(10).toList();
      for (int round = 0; round < 5; round++) {
        for (UUID incident : incidents) {
          String id = desk.send(alice.account(), NoticeType.INCIDENT_UPDATED, null, incident);
          sent.computeIfAbsent(incident, first -> new ArrayList<>()).add(id);
        }
      }
      List<String> came = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        came.add(receiver.awaited().header("webhook-id"));
      }
      sent.values().forEach(ids -> assertEquals(ids, came.stream().filter(ids::contains).toList()));
    }
  }

  @Test
  void aBurstToOneEndpointWaitsForNoTick() throws InterruptedException {
    Person alice = house.alice();
    try (Receiver receiver = new Receiver()) {
      desk.webhook(alice, receiver.url());
      List<String> sent = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        UUID monitor = UUID.randomUUID();
        sent.add(desk.send(alice.account(), NoticeType.INCIDENT_CREATED, null, monitor));
        sent.add(desk.send(alice.account(), NoticeType.MONITOR_DOWN, null, monitor));
      }
      List<String> came = new ArrayList<>();
      for (int i = 0; i < sent.size(); i++) {
        came.add(receiver.awaited().header("webhook-id"));
      }
      assertEquals(Set.copyOf(sent), Set.copyOf(came));
      for (int i = 0; i < sent.size(); i += 2) {
        assertTrue(came.indexOf(sent.get(i)) < came.indexOf(sent.get(i + 1)), "their order");
      }
    }
  }

  @Test
  void manyAboutOneThingFollowEachOther() throws InterruptedException {
    Person alice = house.alice();
    UUID incident = UUID.randomUUID();
    try (Receiver receiver = new Receiver()) {
      desk.webhook(alice, receiver.url());
      List<String> sent =
          Stream.generate(
                  () -> desk.send(alice.account(), NoticeType.INCIDENT_UPDATED, null, incident))
              .limit(35)
              .toList();
      for (String id : sent) {
        assertEquals(id, receiver.awaited().header("webhook-id"));
      }
    }
  }

  @Test
  void manyToOneThatHangsDoNotHoldUpOthers() throws InterruptedException {
    Person alice = house.alice();
    try (Receiver slow = new Receiver();
        Receiver receiver = new Receiver()) {
      slow.hangs();
      desk.webhook(alice, slow.url());
      for (int i = 0; i < 120; i++) {
        desk.send(alice.account(), NoticeType.MONITOR_DOWN);
      }
      desk.webhook(alice, receiver.url());
      String id = desk.send(alice.account(), NoticeType.MONITOR_UP);
      assertEquals(id, receiver.awaited().header("webhook-id"));
    }
  }

  @Test
  void doesNotWaitForOneThatHangs() {
    Person alice = house.alice();
    try (Receiver receiver = new Receiver()) {
      receiver.hangs();
      String webhook = desk.webhook(alice, receiver.url()).id();
      alice
          .asks()
          .post("/v1/webhooks/" + webhook + "/test")
          .then()
          .statusCode(200)
          .body("delivered", equalTo(false))
          .body("error", containsString("no complete answer within 3000 ms"));
    }
  }
}
