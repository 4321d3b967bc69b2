package dev.belfry.access;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.platform.id.TypeId;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Operators see how authentication goes, and nobody's name. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@SuppressWarnings("deprecation") // the registry that Quarkus makes
class AccessMetersTest {
  @Inject House house;
  @Inject Desk desk;
  @Inject PrometheusMeterRegistry meters;

  @Test
  void whatCameOfCredentialsIsCountedByResult() {
    Person alice = house.alice();
    String key = alice.key("monitor:read");
    String id = alice.asks().get("/v1/keys").path("data[0].id");
    double ok = auth("ok");
    double unknown = auth("unknown");
    double malformed = auth("malformed");
    double revoked = auth("revoked");
    Person.asks(key).get("/v1/monitors").then().statusCode(200);
    Person.asks("bfy_svc_nkvdoIh0STRhskXzrFGapxpFsFn6WqNs45CkeD")
        .get("/v1/monitors")
        .then()
        .statusCode(401);
    Person.asks("nonsense").get("/v1/monitors").then().statusCode(401);
    alice.asks().post("/v1/keys/" + id + "/revoke").then().statusCode(200);
    Person.asks(key).get("/v1/monitors").then().statusCode(401);
    assertEquals(ok + 2, auth("ok"));
    assertEquals(unknown + 1, auth("unknown"));
    assertEquals(malformed + 1, auth("malformed"));
    assertEquals(revoked + 1, auth("revoked"));
  }

  @Test
  void callsOverALimitAreCounted() {
    Person alice = house.alice();
    String key = alice.key("monitor:read");
    String id = alice.asks().get("/v1/keys").path("data[0].id");
    desk.ask(
        "update access_key set limit_requests = '{1}', limit_seconds = '{3600}' where id = ?",
        TypeId.require("key", id));
    double limited = meters.get("belfry.rate_limited").counter().count();
    Person.asks(key).get("/v1/monitors").then().statusCode(200);
    Person.asks(key).get("/v1/monitors").then().statusCode(429);
    assertEquals(limited + 1, meters.get("belfry.rate_limited").counter().count());
  }

  @Test
  @Checklist(90)
  void theyAreNamedAsInPrometheusAndNameNobody() {
    Person alice = house.alice();
    String key = alice.key("monitor:read");
    given().header("X-API-Key", key).get("/v1/monitors").then().statusCode(200);
    String scraped = meters.scrape();
    assertTrue(scraped.contains("belfry_auth_total{result=\"ok\""));
    assertTrue(scraped.contains("belfry_rate_limited_total"));
    assertFalse(scraped.contains("key_"));
    assertFalse(scraped.contains(alice.account().text()));
  }

  private double auth(String result) {
    var counter = meters.find("belfry.auth").tag("result", result).counter();
    return counter == null ? 0 : counter.count();
  }
}
