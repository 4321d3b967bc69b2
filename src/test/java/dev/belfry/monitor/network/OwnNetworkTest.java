package dev.belfry.monitor.network;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.round.Rounds;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** One anchor, which is there or not; the other place answers nobody. */
@QuarkusTest
@TestProfile(OwnNetworkTest.Anchored.class)
@QuarkusTestResource(TestDatabase.class)
class OwnNetworkTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Rounds rounds;
  @Inject OwnNetwork network;
  @Inject MeterRegistry meters;

  @ConfigProperty(name = "belfry.monitor.network.anchors")
  String anchors;

  public static class Anchored implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try (ServerSocket free = new ServerSocket(0)) {
        return Map.of(
            "belfry.monitor.network.anchors",
            "localhost:" + free.getLocalPort() + ", https://localhost:1/");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void whatReachesNothingIsUnknownWhileNoAnchorAnswers() throws SQLException {
    Person alice = house.alice();
    Site site = new Site();
    String id = make(alice, site.url());
    assertEquals("up", look(alice, id));
    site.close();
    assertEquals("unknown", look(alice, id));
    alice
        .asks()
        .get("/v1/monitors/" + id)
        .then()
        .body("last_result.code", equalTo("own_network"))
        .body("last_result.message", containsString("the look failed:"));
    assertEquals("unknown", look(alice, id));
    assertEquals(1, lost());
    alice.asks().get("/v1/incidents").then().body("data", hasSize(0));
    alice
        .asks()
        .post("/v1/monitors/" + id + "/check")
        .then()
        .statusCode(200)
        .body("code", equalTo("own_network"));
    try (Site anchor = anchor()) {
      anchor.answers(204);
      assertEquals("down", look(alice, id));
      assertEquals(0, lost());
      alice.asks().get("/v1/incidents?open=true").then().body("data", hasSize(1));
    }
    assertEquals("unknown", look(alice, id));
    alice.asks().get("/v1/incidents?open=true").then().body("data", hasSize(1));
  }

  @Test
  void whatHasAnsweredWasReachedWhateverTheAnchorsSay() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String id = make(alice, site.url());
      assertEquals("up", look(alice, id));
      site.answers(503);
      assertEquals("down", look(alice, id));
    }
  }

  @Test
  void whatWasLostIsFoundAgainThoughNoLookFails() throws SQLException {
    Person alice = house.alice();
    assertEquals("unknown", look(alice, make(alice, "http://localhost:1/")));
    assertEquals(1, lost());
    try (Site anchor = anchor()) {
      anchor.answers(204);
      clock.advanceSeconds(10);
      network.again();
      assertEquals(0, lost());
    }
  }

  private double lost() {
    return meters.get("belfry.monitors.own_network.lost").gauge().value();
  }

  private Site anchor() {
    return new Site(Integer.parseInt(anchors.replaceFirst("localhost:(\\d+),.*", "$1")));
  }

  private static String make(Person owner, String url) {
    return owner
        .asks()
        .body("{\"name\":\"Shop\",\"type\":\"http\",\"confirm_down\":1,\"url\":\"" + url + "\"}")
        .post("/v1/monitors")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private String look(Person owner, String id) throws SQLException {
    clock.advanceSeconds(60);
    rounds.runDue();
    return owner.asks().get("/v1/monitors/" + id).path("status");
  }
}
