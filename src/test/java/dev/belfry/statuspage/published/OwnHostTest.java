package dev.belfry.statuspage.published;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.house.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Under the host of a page nothing is to be found but the page. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class OwnHostTest {
  /** Each of them is there, or asks who it is, under Belfry's own host. */
  private static final List<String> BELFRYS =
      List.of(
          "/v1/account",
          "/v1/session",
          "/v1/credentials/revoke",
          "/docs",
          "/docs/",
          "/openapi",
          "/invitation",
          "/password-reset",
          "/confirm-address",
          "/ping/x",
          "/ping/" + UUID.randomUUID(),
          "/metrics",
          "/q/metrics",
          "/q/health",
          "/status");

  private static final List<String> ODD =
      List.of(
          "//v1/account",
          "/v1;x/account",
          "/%76%31/account",
          "/./v1/account",
          "/history/../v1/account",
          "/incidents/../v1/account",
          "/incidents/..%2Fv1/account",
          "/incidents/x/../../../../v1/account",
          "/components/../../../v1/badge.svg",
          "/api/v2/../../../../v1/account.json",
          "/history;/../v1/account",
          "/nothing");

  @Inject House house;
  @Inject ShownPages pages;
  @Inject Domains domains;

  private final String host = "s" + UUID.randomUUID() + ".example.org";

  private String made(String more) {
    Person alice = house.alice();
    String slug = pages.page(alice, pages.monitor(alice, "UP"), ",'domain':'" + host + "'" + more);
    domains.runDue();
    return slug;
  }

  private static Response at(String host, String path) {
    return given()
        .urlEncodingEnabled(false)
        .redirects()
        .follow(false)
        .header("Host", host)
        .get(path);
  }

  @Test
  void nothingOfBelfryIsFoundThere() {
    made("");
    String nothing =
        at("other.example.org", "/nothing").then().statusCode(404).extract().path("detail");
    Person alice = house.alice();
    String other = pages.page(alice, pages.monitor(alice, "UP"), "");
    assertEquals(200, at("other.example.org", "/status/" + other).statusCode());
    for (String path :
        Stream.concat(
                BELFRYS.stream(),
                Stream.of("/status/" + other, "/status/" + other + "/history.atom"))
            .toList()) {
      at(host, path)
          .then()
          .statusCode(404)
          .contentType("application/problem+json")
          .body("code", equalTo("not_found"))
          .body("detail", equalTo(nothing));
    }
    for (String path : ODD) {
      int status =
          Wire.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
              .status();
      assertEquals(404, status, path);
    }
    house
        .alice()
        .asks()
        .header("Host", host)
        .body("{}")
        .post("/v1/monitors")
        .then()
        .statusCode(404)
        .header("Connection", equalTo("close"));
    assertEquals(
        404,
        Wire.send(
                "GET http://"
                    + host
                    + "/v1/account HTTP/1.1\r\nHost: "
                    + host
                    + "\r\nConnection: close\r\n\r\n")
            .status());
  }

  @Test
  void elsewhereAllIsAsBefore() {
    made("");
    for (String theirs : List.of("other.example.org", "x" + host, "localhost")) {
      at(theirs, "/v1/account").then().statusCode(401);
      at(theirs, "/").then().statusCode(302).header("Location", equalTo("/docs"));
      at(theirs, "/history").then().statusCode(404);
    }
  }

  @Test
  void allOfThePageIsThere() {
    String slug = made(",'allow_webhook_subscribers':true");
    String component =
        at(host, "/api/v2/components.json")
            .then()
            .statusCode(200)
            .extract()
            .path("components[0].id");
    for (String path :
        List.of(
            "/",
            "/?lang=de",
            "/history",
            "/history.atom",
            "/history.rss",
            "/maintenance.ics",
            "/badge.svg",
            "/components/" + component + "/badge.svg",
            "/components/" + component + "/uptime.svg",
            "/subscribe",
            "/api/v2/status.json",
            "/api/v2/summary.json",
            "/api/v2/incidents.json",
            "/api/v2/incidents/unresolved.json",
            "/api/v2/scheduled-maintenances.json",
            "/api/v2/scheduled-maintenances/upcoming.json",
            "/api/v2/scheduled-maintenances/active.json",
            "/status/" + slug,
            "/status/" + slug + "/history")) {
      assertEquals(200, at(host, path).statusCode(), path);
    }
    // A token that is none: the page of subscriptions says so.
    at(host, "/subscription?token=x").then().statusCode(404).contentType("text/html");
    for (String same : List.of(host.toUpperCase(Locale.ROOT), host + ".", host + ":8080")) {
      at(same, "/history").then().statusCode(200);
      at(same, "/v1/account").then().statusCode(404);
    }
  }

  @Test
  void itsPasswordIsAskedForThere() {
    made(",'access':{'mode':'password','password':'open sesame, please'}");
    at(host, "/").then().statusCode(403).body(containsString("action=\"/unlock\""));
    given()
        .redirects()
        .follow(false)
        .header("Host", host)
        .formParam("password", "open sesame, please")
        .post("/unlock")
        .then()
        .statusCode(303)
        .header("Location", equalTo("/"));
    at(host, "/v1/account").then().statusCode(404);
  }

  @Test
  void aHostOfNobodyLeadsToNoPage() {
    assertTrue(domains.lead(host, "/").isEmpty());
    assertFalse(domains.has(host));
    assertFalse(domains.has(""));
    assertFalse(domains.has("."));
  }
}
