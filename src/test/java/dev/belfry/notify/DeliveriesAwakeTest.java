package dev.belfry.notify;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
