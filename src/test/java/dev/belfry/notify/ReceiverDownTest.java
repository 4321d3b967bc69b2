package dev.belfry.notify;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.webhook.WebhookId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A receiver that is down, in every way, and for days. */
@QuarkusTest
@TestProfile(ReceiverDownTest.Impatient.class)
@QuarkusTestResource(TestDatabase.class)
class ReceiverDownTest {
  private static final int MANY = 10_000;

  @Inject House house;
  @Inject Desk desk;
  @Inject TestClock clock;

  private Person alice;
  private Receiver receiver;
  private String webhook;

  public static class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("belfry.notify.timeout", "500ms");
    }
  }

  /** How one can be down. */
  enum Way {
    REFUSES("127.0.0.1 refused the connection"),
    FAILS("answered 500"),
    TIMES_OUT(""),
    REDIRECTS("answered 302; redirects are not followed");

    private final String error;

    Way(String error) {
      this.error = error;
    }

    private void play(Receiver receiver) {
      switch (this) {
        case REFUSES -> receiver.close();
        case FAILS -> receiver.answers(500);
        case TIMES_OUT -> receiver.hangs();
        case REDIRECTS -> receiver.answers(302, "Location", receiver.url());
      }
    }
  }

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

  private ValidatableResponse ledger(String query) {
    return alice.asks().get("/v1/deliveries?webhook=" + webhook + query).then().statusCode(200);
  }

  private ValidatableResponse health() {
    return alice.asks().get("/v1/webhooks/" + webhook).then().statusCode(200);
  }

  private long attempts() {
    return desk.count(
        "select count(*) from notify_attempt where account_id = ?", alice.account().uuid());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void isTriedForDaysInOrderAndReplayed(Way way) {
    String down = webhook;
    Receiver dead = receiver;
    way.play(dead);
    UUID incident = UUID.randomUUID();
    List<String> sent = new ArrayList<>();
    for (String type :
        List.of(
            NoticeType.INCIDENT_CREATED,
            NoticeType.INCIDENT_UPDATED,
            NoticeType.INCIDENT_RESOLVED)) {
      sent.add(desk.send(alice.account(), type, null, incident));
    }
    desk.runDue();
    ledger("&status=pending")
        .body("data", hasSize(3))
        .body("data.reason", contains("earlier_pending", "earlier_pending", null))
        .body("data[2].next_attempt_at", notNullValue())
        .body("data[2].attempts", hasSize(1));
    if (!way.error.isEmpty()) {
      ledger("").body("data[2].last_error", equalTo(way.error));
    }
    for (int hour = 0; hour < 10 * 24; hour++) {
      clock.advance(Duration.ofHours(1));
      desk.runDue();
    }
    ledger("&status=failed").body("data", hasSize(3)).body("data.reason", everyItem(nullValue()));
    long attempts = attempts();
    assertTrue(
        attempts > 20 && attempts < 60, "attempts of three in three times three days: " + attempts);
    health().body("health.state", equalTo("half_open"));

    receiver = new Receiver();
    alice
        .asks()
        .contentType("application/merge-patch+json")
        .body(Map.of("url", receiver.url()))
        .patch("/v1/webhooks/" + down)
        .then()
        .statusCode(200)
        .body("health.state", equalTo("closed"));
    alice
        .asks()
        .body(Map.of("filter", Map.of("webhook", down)))
        .post("/v1/deliveries/replay")
        .then()
        .statusCode(200)
        .body("replayed", equalTo(3));
    desk.runDue();
    for (String id : sent) {
      assertEquals(id, receiver.one().header("webhook-id"));
    }
    ledger("&status=delivered").body("data", hasSize(3));
    health().body("health.last_success_at", notNullValue());
    dead.close();
  }

  /** Without waiting for the messages to be written one by one. */
  private void pile(int many) {
    String about = "b" + UUID.randomUUID();
    desk.ask(
        """
        with m as (
          insert into notify_message (id, account_id, type, at, body)
          select gen_random_uuid(), ?::uuid, 'monitor.down', now(), '{"mark":"' || ? || '"}' from generate_series(1, ?)
          returning id)
        insert into notify_delivery (id, account_id, channel, endpoint_id, message_id, once, status, due_at, created_at)
        select gen_random_uuid(), ?::uuid, 'webhook', ?::uuid, id, false, 'PENDING', ?::timestamptz, ?::timestamptz from m""",
        alice.account().uuid(),
        about,
        many,
        alice.account().uuid(),
        WebhookId.fromString(webhook).uuid(),
        clock.instant().toString(),
        clock.instant().toString());
  }

  @Test
  void oneThatIsDeadCostsOneAttemptARestAndDelaysNobody() {
    receiver.answers(500);
    pile(MANY);
    desk.runDue();
    long first = attempts();
    assertTrue(first >= 5 && first <= 25, "attempts before it rests: " + first);
    health()
        .body("health.state", equalTo("open"))
        .body("health.consecutive_failures", equalTo((int) first))
        .body("health.next_attempt_at", notNullValue());
    ledger("&limit=1")
        .body("data[0].reason", equalTo("endpoint_failing"))
        .body("data[0].next_attempt_at", nullValue());

    for (int probe = 1; probe <= 8; probe++) {
      clock.advance(Duration.ofMinutes(10));
      desk.runDue();
      // One probe a rest; what was tried before has its own backoff and is the probe then, or
      // waits.
      assertEquals(first + probe, attempts());
    }
    assertClaimsReadLittle();
    try (Receiver neighbour = new Receiver()) {
      desk.webhook(alice, neighbour.url());
      String id = desk.send(alice.account(), NoticeType.MONITOR_UP);
      long before = System.nanoTime();
      desk.runDue();
      assertEquals(id, neighbour.one().header("webhook-id"));
      assertTrue(System.nanoTime() - before < Duration.ofSeconds(5).toNanos());
    }
    comesBack();
  }

  private void assertClaimsReadLittle() {
    String plan =
        String.valueOf(
            desk.ask(
                """
                explain (analyze, format json) select ctid from notify_delivery
                where due_at > 'epoch' and due_at <= ?::timestamptz
                  and (lease_until is null or lease_until < clock_timestamp()) and account_id <> all ('{}'::uuid[])
                order by due_at limit 100 for update skip locked""",
                clock.instant().toString()));
    assertTrue(plan.contains("notify_delivery_due"), plan);
    long read =
        Pattern.compile("\"(Actual Rows|Rows Removed by Filter)\": ([0-9]+)")
            .matcher(plan)
            .results()
            .mapToLong(found -> Long.parseLong(found.group(2)))
            .sum();
    assertTrue(read < 100, plan);
  }

  /** It works again: all goes, after the first success, and the circuit is closed. */
  private void comesBack() {
    desk.ask(
        """
        delete from notify_delivery where account_id = ? and attempts = 0 and id not in (
          select id from notify_delivery where account_id = ? and attempts = 0 order by due_at limit 200)""",
        alice.account().uuid(),
        alice.account().uuid());
    receiver.answers(200);
    receiver.got.clear();
    clock.advance(Duration.ofMinutes(10));
    desk.runDue();
    health()
        .body("health.state", equalTo("closed"))
        .body("health.consecutive_failures", equalTo(0))
        .body("health.next_attempt_at", nullValue());
    ledger("&status=pending").body("data", hasSize(0));
    assertTrue(receiver.got.size() >= 200, "" + receiver.got.size());
  }

  @Test
  void whatWaitedTooLongIsGivenUpWithoutAnAttempt() {
    receiver.answers(500);
    pile(50);
    desk.runDue();
    for (int hour = 0; hour < 80; hour++) {
      clock.advance(Duration.ofHours(1));
      desk.runDue();
    }
    ledger("&status=pending").body("data", hasSize(0));
    assertTrue(
        desk.count(
                "select count(*) from notify_delivery where account_id = ? and reason = 'endpoint_failing' and status = 'FAILED'",
                alice.account().uuid())
            > 0);
    alice
        .asks()
        .body(Map.of("filter", Map.of("status", "failed"), "dry_run", true))
        .post("/v1/deliveries/replay")
        .then()
        .body("matched", equalTo(50))
        .body("replayed", equalTo(50))
        .body("more", equalTo(false));
    ledger("&status=failed&limit=100").body("data", hasSize(50));
  }

  @Test
  void oneThatIsGoneIsDisabledAndOneThatNeverEndsIsCut() {
    receiver.streamsForEver();
    String id = desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    ledger("").body("data[0].message_id", equalTo(id)).body("data[0].status", equalTo("delivered"));

    receiver.answers(410);
    desk.send(alice.account(), NoticeType.MONITOR_UP);
    desk.runDue();
    health().body("enabled", equalTo(false)).body("disabled_reason", equalTo("gone"));
    receiver.got.clear();
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    assertTrue(receiver.got.isEmpty());
    assertFalse(ledger("&status=failed").extract().<List<?>>path("data").isEmpty());
  }
}
