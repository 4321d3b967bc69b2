package dev.belfry.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Listening;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.MonitorId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dashboard hears how all stands and what changes, of what its reader sees, while he may. */
@QuarkusTest
@Checklist(39)
@QuarkusTestResource(TestDatabase.class)
class StreamTest {
  private static final String STREAM = "/v1/stream";

  /** Two seconds are promised; a busy machine gets some more. */
  private static final Duration MOST = Duration.ofSeconds(6);

  @Inject House house;
  @Inject Feed feed;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  @Inject TestClock clock;
  private Person alice;

  @BeforeEach
  void anAccount() {
    alice = house.alice();
  }

  @Test
  void tellsHowAllStandsAndThenWhatChanges() {
    String id = monitor("'name':'Shop','confirm_down':1");
    try (Listening listening = listen(alice)) {
      Listening.Event snapshot = listening.next();
      assertEquals("snapshot", snapshot.type());
      assertTrue(snapshot.data().contains(id), snapshot.data());
      assertTrue(snapshot.data().contains("\"status\":\"pending\""), snapshot.data());
      assertTrue(snapshot.data().contains("\"complete\":true"), snapshot.data());
      alice.asks().post("/v1/monitors/" + id + "/check").then().statusCode(200);
      feed.runDue();
      Listening.Event first = listening.next();
      Listening.Event second = listening.next();
      Map<String, String> told = Map.of(first.type(), first.data(), second.type(), second.data());
      assertTrue(
          ("" + told.get("monitor.changed")).contains("\"status\":\"down\""), told.toString());
      assertTrue(("" + told.get("incident.created")).contains("\"id\":\"inc_"), told.toString());
      alice.asks().delete("/v1/monitors/" + id).then().statusCode(204);
      feed.runDue();
      assertTrue(goneOf(listening).contains(id));
    }
  }

  private static String goneOf(Listening listening) {
    Listening.Event event = listening.next();
    return event.type().equals("monitor.deleted") ? event.data() : goneOf(listening);
  }

  @Test
  void nothingIsToldOfWhatIsNotSeenOrHasMovedOutOfSight() {
    String shop = category("Shop");
    String id = monitor("'name':'Mine','category_id':'" + shop + "'");
    String other = monitor("'name':'Other'");
    String key = Grant.key(alice, Grant.of("monitor:read").in(shop));
    try (Listening listening = new Listening(STREAM, "X-API-Key", key)) {
      Listening.Event snapshot = listening.next();
      assertTrue(snapshot.data().contains(id));
      assertFalse(snapshot.data().contains(other));
      patch(id, "{'name':'Renamed'}");
      feed.runDue();
      assertTrue(listening.next().data().contains("Renamed"));
      patch(id, "{'category_id':null,'name':'Secret'}");
      patch(other, "{'name':'Secret too'}");
      // An incident of what he sees, which he may not read.
      String last = monitor("'name':'Last','category_id':'" + shop + "','confirm_down':1");
      alice.asks().post("/v1/monitors/" + last + "/check").then().statusCode(200);
      feed.runDue();
      Listening.Event made = listening.next();
      assertTrue(made.data().contains("Last"), made.data());
      Listening.Event down = listening.next();
      assertEquals("monitor.changed", down.type());
      assertTrue(down.data().contains(last), down.data());
      patch(last, "{'name':'End'}");
      feed.runDue();
      assertTrue(listening.next().data().contains("End"));
    }
  }

  @Test
  void filtersHold() {
    String tagged = monitor("'name':'Tagged','tags':['web']");
    String plain = monitor("'name':'Plain'");
    try (Listening listening =
        new Listening(STREAM + "?tag=web&type=http", "X-Session-ID", alice.session())) {
      String snapshot = listening.next().data();
      assertTrue(snapshot.contains(tagged) && !snapshot.contains(plain), snapshot);
      patch(plain, "{'name':'Still plain'}");
      patch(tagged, "{'name':'Still tagged'}");
      feed.runDue();
      assertTrue(listening.next().data().contains("Still tagged"));
    }
    alice.asks().get(STREAM + "?type=odd").then().statusCode(400);
  }

  @Test
  void goesOnWhereTheReaderWasOrTellsAllAnew() {
    String id = monitor("'name':'One'");
    String last;
    try (Listening listening = listen(alice)) {
      listening.next();
      patch(id, "{'name':'Two'}");
      feed.runDue();
      last = String.valueOf(listening.next().id());
    }
    monitor("'name':'Made meanwhile'");
    try (Listening again = resume(alice, last)) {
      feed.runDue();
      Listening.Event missed = again.next();
      assertEquals("monitor.changed", missed.type());
      assertTrue(missed.data().contains("Made meanwhile"));
    }
    // Of another account it is as if it were not there, and so it is after its time.
    try (Listening foreign = resume(house.mallory(), last)) {
      Listening.Event snapshot = foreign.next();
      assertEquals("snapshot", snapshot.type());
      assertFalse(snapshot.data().contains("Made meanwhile"));
    }
    clock.advance(Duration.ofMinutes(11));
    feed.forget();
    try (Listening late = resume(alice, last)) {
      assertEquals("snapshot", late.next().type());
    }
    try (Listening odd = resume(alice, "nonsense")) {
      assertEquals("snapshot", odd.next().type());
    }
  }

  @Test
  void endsWithTheRight() {
    String key = alice.key("monitor:read", "incident:read");
    String id = alice.asks().get("/v1/keys?limit=1").path("data[0].id");
    try (Listening listening = new Listening(STREAM, "X-API-Key", key)) {
      listening.next();
      alice.asks().post("/v1/keys/" + id + "/revoke").then().statusCode(200);
      endsNow("revoked", listening);
    }
  }

  @Test
  void endsWhenOnlyIncidentsAreReadElsewhere() {
    String key = alice.key("monitor:read", "incident:read");
    String id = alice.asks().get("/v1/keys?limit=1").path("data[0].id");
    try (Listening listening = new Listening(STREAM, "X-API-Key", key)) {
      listening.next();
      alice
          .asks()
          .body(Json.of("{'name':'k','scopes':['monitor:read']}"))
          .put("/v1/keys/" + id)
          .then()
          .statusCode(200);
      endsNow("reach_changed", listening);
    }
  }

  @Test
  void whatCommitsLateComesLateAndNotNever() throws Exception {
    String id = monitor("'name':'One'");
    try (Listening listening = listen(alice)) {
      listening.next();
      // Written before the next one, and committed after it.
      try (Connection late = system.getConnection();
          PreparedStatement note =
              late.prepareStatement(
                  "insert into live_change (id, account_id, at, event, thing) values (gen_random_uuid(), ?, now(), 'monitor.changed', ?)")) {
        late.setAutoCommit(false);
        note.setObject(1, alice.account().uuid());
        note.setObject(2, MonitorId.fromString(id).uuid());
        note.executeUpdate();
        monitor("'name':'Two'");
        feed.runDue();
        assertTrue(listening.next().data().contains("Two"));
        late.commit();
        late.setAutoCommit(true);
      }
      feed.runDue();
      assertTrue(listening.next().data().contains("One"));
    }
  }

  private static void endsNow(String reason, Listening listening) {
    long changed = System.nanoTime();
    assertEquals(reason, listening.reason());
    Duration took = Duration.ofNanos(System.nanoTime() - changed);
    assertTrue(took.compareTo(MOST) < 0, "it took " + took);
  }

  private static Listening listen(Person who) {
    return new Listening(STREAM, "X-Session-ID", who.session());
  }

  private static Listening resume(Person who, String last) {
    return new Listening(STREAM, "X-Session-ID", who.session(), "Last-Event-ID", last);
  }

  private void patch(String id, String body) {
    alice
        .asks()
        .contentType(Json.PATCH)
        .body(Json.of(body))
        .patch("/v1/monitors/" + id)
        .then()
        .statusCode(200);
  }

  private String category(String name) {
    return alice
        .asks()
        .body(Map.of("name", name))
        .post("/v1/categories")
        .then()
        .extract()
        .path("id");
  }

  private String monitor(String fields) {
    return alice
        .asks()
        .body(Json.of("{'type':'http','url':'http://localhost:1/'," + fields + "}"))
        .post("/v1/monitors")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }
}
