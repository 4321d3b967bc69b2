package dev.belfry.incident;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class IncidentTest {
  @Inject House house;

  @Test
  void peopleTellNewsOfItAndResolveIt() {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String incident = down(alice, site, "Shop");
      alice
          .asks()
          .get("/v1/incidents/" + incident)
          .then()
          .statusCode(200)
          .body("title", equalTo("Shop is down"))
          .body("origin", equalTo("monitor"))
          .body("status", equalTo("investigating"))
          .body("affected", hasSize(1))
          .body("updates", hasSize(1));
      alice
          .asks()
          .body("{\"message\":\"It is the disk.\",\"status\":\"identified\"}")
          .post("/v1/incidents/" + incident + "/updates")
          .then()
          .statusCode(201)
          .body("status", equalTo("identified"))
          .body("updates[1].message", equalTo("It is the disk."))
          .body("updates[1].author", equalTo(alice.email()));
      alice
          .asks()
          .post("/v1/incidents/" + incident + "/resolve")
          .then()
          .statusCode(200)
          .body("status", equalTo("resolved"));
      alice.asks().post("/v1/incidents/" + incident + "/resolve").then().statusCode(409);
      alice
          .asks()
          .body("{\"message\":\"late\"}")
          .post("/v1/incidents/" + incident + "/updates")
          .then()
          .statusCode(409);
    }
  }

  @Test
  void oneThatIsResolvedByHandDoesNotSilenceTheMonitor() {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String first = down(alice, site, "Shop");
      String monitor = alice.asks().get("/v1/incidents/" + first).path("affected[0]");
      alice.asks().post("/v1/incidents/" + first + "/resolve").then().statusCode(200);
      alice.asks().get("/v1/monitors/" + monitor).then().body("status", equalTo("down"));
      check(alice, monitor);
      String second =
          alice
              .asks()
              .get("/v1/incidents?open=true")
              .then()
              .body("data", hasSize(1))
              .extract()
              .path("data[0].id");
      alice
          .asks()
          .get("/v1/incidents/" + second)
          .then()
          .body(
              "updates[0].message",
              equalTo(
                  "Still down after the incident was resolved: answered 500, expected 200-399"));
      check(alice, monitor);
      alice.asks().get("/v1/incidents").then().body("data", hasSize(2));
      alice
          .asks()
          .body("{\"message\":\"Over.\",\"status\":\"resolved\"}")
          .post("/v1/incidents/" + second + "/updates")
          .then()
          .statusCode(201);
      site.answers(200);
      check(alice, monitor);
      alice.asks().get("/v1/monitors/" + monitor).then().body("status", equalTo("up"));
      alice.asks().get("/v1/activity?action=monitor.up").then().body("data", hasSize(1));
      alice.asks().get("/v1/incidents").then().body("data", hasSize(2));
    }
  }

  @Test
  void whoMayNotResolveSilencesNothing() {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String incident = down(alice, site, "Shop");
      Person.asks(alice.key("incident:read", "incident:update"))
          .post("/v1/incidents/" + incident + "/resolve")
          .then()
          .statusCode(403);
      Person.asks(alice.key("incident:read", "incident:update"))
          .body("{\"message\":\"x\",\"status\":\"resolved\"}")
          .post("/v1/incidents/" + incident + "/updates")
          .then()
          .statusCode(403);
      alice.asks().get("/v1/activity?action=monitor.down").then().body("data", hasSize(1));
      String monitor = alice.asks().get("/v1/incidents/" + incident).path("affected[0]");
      check(alice, monitor);
      alice.asks().get("/v1/activity?action=monitor.down").then().body("data", hasSize(1));
    }
  }

  private static void check(Person person, String monitor) {
    person.asks().post("/v1/monitors/" + monitor + "/check").then().statusCode(200);
  }

  @Test
  void listsAreFiltered() {
    Person alice = house.alice();
    try (Site one = new Site();
        Site two = new Site()) {
      String first = down(alice, one, "One");
      down(alice, two, "Two");
      alice.asks().post("/v1/incidents/" + first + "/resolve").then().statusCode(200);
      alice.asks().get("/v1/incidents").then().body("data", hasSize(2));
      alice
          .asks()
          .get("/v1/incidents?open=true")
          .then()
          .body("data", hasSize(1))
          .body("data[0].title", equalTo("Two is down"));
      alice.asks().get("/v1/incidents?status=resolved").then().body("data", hasSize(1));
      alice
          .asks()
          .get("/v1/incidents?status=strange")
          .then()
          .statusCode(400)
          .body("detail", containsString("investigating"));
    }
  }

  @Test
  void whoMayUpdateMayNotResolve() {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String incident = down(alice, site, "Shop");
      String key = alice.key("incident:read", "incident:update");
      Person.asks(key)
          .body("{\"message\":\"x\"}")
          .post("/v1/incidents/" + incident + "/updates")
          .then()
          .statusCode(201);
      Person.asks(key)
          .body("{\"message\":\"x\",\"status\":\"resolved\"}")
          .post("/v1/incidents/" + incident + "/updates")
          .then()
          .statusCode(403)
          .body("detail", containsString("incident:resolve"));
      alice
          .asks()
          .body("{\"message\":\"x\",\"status\":\"resolved\"}")
          .post("/v1/incidents/" + incident + "/updates")
          .then()
          .statusCode(201)
          .body("status", equalTo("resolved"));
    }
  }

  @Test
  void badNewsAreRefused() {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String incident = down(alice, site, "Shop");
      alice
          .asks()
          .body("{}")
          .post("/v1/incidents/" + incident + "/updates")
          .then()
          .statusCode(422)
          .body("errors[0].pointer", equalTo("/message"));
      alice
          .asks()
          .body("{\"message\":\"x\",\"status\":\"strange\"}")
          .post("/v1/incidents/" + incident + "/updates")
          .then()
          .statusCode(422)
          .body("errors[0].pointer", equalTo("/status"));
    }
  }

  /** A monitor that is down at its first look. */
  private static String down(Person owner, Site site, String name) {
    site.answers(500);
    String monitor =
        owner
            .asks()
            .body(
                "{\"name\":\""
                    + name
                    + "\",\"type\":\"http\",\"url\":\""
                    + site.url()
                    + "\",\"confirm_down\":1}")
            .post("/v1/monitors")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    owner.asks().post("/v1/monitors/" + monitor + "/check").then().statusCode(200);
    return owner.asks().get("/v1/incidents?monitor_id=" + monitor).path("data[0].id");
  }
}
