package dev.belfry.monitor;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.round.Rounds;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What the looks of a monitor make of its state. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MonitorStateTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Rounds rounds;

  @Test
  void goesDownAfterTwoBadLooksAndUpAfterOneGood() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String id = Watched.make(alice, "'name':'Shop','url':'" + site.url() + "'");
      assertEquals("up", look(alice, id));
      site.answers(503);
      clock.advanceSeconds(60);
      assertEquals("up", look(alice, id));
      alice.asks().get("/v1/incidents").then().body("data", hasSize(0));
      clock.advanceSeconds(60);
      assertEquals("down", look(alice, id));
      alice
          .asks()
          .get("/v1/monitors/" + id)
          .then()
          .body("last_result.code", equalTo("unexpected_status"))
          .body("last_result.message", containsString("503"));
      clock.advanceSeconds(60);
      assertEquals("down", look(alice, id));
      alice.asks().get("/v1/incidents?open=true").then().body("data", hasSize(1));
      site.answers(200);
      clock.advanceSeconds(60);
      assertEquals("up", look(alice, id));
      alice
          .asks()
          .get("/v1/incidents")
          .then()
          .body("data", hasSize(1))
          .body("data[0].status", equalTo("resolved"))
          .body("data[0].duration_seconds", equalTo(120));
      alice.asks().get("/v1/monitors/" + id + "/results").then().body("data", hasSize(5));
      assertEquals(5, site.calls());
    }
  }

  @Test
  void isLookedAtOnceInEachInterval() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String id = Watched.make(alice, "'name':'Shop','url':'" + site.url() + "'");
      look(alice, id);
      look(alice, id);
      clock.advanceSeconds(59);
      look(alice, id);
      assertEquals(1, site.calls());
      clock.advanceSeconds(1);
      look(alice, id);
      assertEquals(2, site.calls());
      clock.advanceSeconds(600);
      look(alice, id);
      look(alice, id);
      assertEquals(3, site.calls(), "what was missed is not made up for");
    }
  }

  @Test
  void isDownWhileTheKeywordIsMissing() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String id =
          Watched.make(
              alice,
              "'name':'Shop','keyword':'nowhere','url':'" + site.url() + "','confirm_down':1");
      assertEquals("down", look(alice, id));
      site.says("it is nowhere else");
      clock.advanceSeconds(60);
      assertEquals("up", look(alice, id));
    }
  }

  @Test
  void restsWhilePausedAndItsIncidentEnds() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      site.answers(500);
      String id = Watched.make(alice, "'name':'Shop','url':'" + site.url() + "','confirm_down':1");
      assertEquals("down", look(alice, id));
      alice
          .asks()
          .post("/v1/monitors/" + id + "/pause")
          .then()
          .statusCode(200)
          .body("status", equalTo("paused"))
          .body("enabled", equalTo(false))
          .body("next_check_at", nullValue());
      clock.advanceSeconds(600);
      assertEquals("paused", look(alice, id));
      assertEquals(1, site.calls());
      alice.asks().get("/v1/incidents?open=true").then().body("data", hasSize(0));
      alice
          .asks()
          .post("/v1/monitors/" + id + "/resume")
          .then()
          .statusCode(200)
          .body("status", equalTo("pending"));
      assertEquals("down", look(alice, id));
    }
  }

  @Test
  void isCheckedNowAndBeforeItIsSaved() {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String id = Watched.make(alice, "'name':'Shop','url':'" + site.url() + "'");
      alice
          .asks()
          .post("/v1/monitors/" + id + "/check")
          .then()
          .statusCode(200)
          .body("status", equalTo("up"))
          .body("code", equalTo("ok"));
      alice.asks().get("/v1/monitors/" + id).then().body("status", equalTo("up"));
      site.answers(404);
      alice
          .asks()
          .body(Watched.body("'name':'Other','url':'" + site.url() + "'"))
          .post("/v1/monitors/test")
          .then()
          .statusCode(200)
          .body("status", equalTo("down"))
          .body("code", equalTo("unexpected_status"));
      alice.asks().get("/v1/monitors").then().body("data", hasSize(1));
    }
  }

  private String look(Person owner, String id) throws SQLException {
    rounds.runDue();
    return owner.asks().get("/v1/monitors/" + id).path("status");
  }
}
