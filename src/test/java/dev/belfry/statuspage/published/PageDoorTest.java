package dev.belfry.statuspage.published;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.statuspage.StatusPageTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How one comes to a page: by its password, from its networks, by its domain. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PageDoorTest {
  @Inject House house;
  @Inject ShownPages pages;
  @Inject TestClock clock;
  @Inject Domains domains;

  @Test
  void aPasswordOpensThePageAndOnlyThatPage() {
    Person alice = house.alice();
    String locked = ",'access':{'mode':'password','password':'open sesame, please'}";
    String slug = pages.page(alice, pages.monitor(alice, "UP"), locked);
    String other = pages.page(alice, pages.monitor(alice, "UP"), locked);
    String at = "/status/" + slug;
    pages
        .get(at)
        .then()
        .statusCode(403)
        .header("Cache-Control", equalTo("no-store"))
        .body(containsString("type=\"password\""))
        .body(not(containsString("Till")));
    pages
        .get(at + "/api/v2/summary.json")
        .then()
        .statusCode(403)
        .header("Access-Control-Allow-Origin", nullValue())
        .body("code", equalTo("password_needed"));
    pages.get(at + "/history.atom").then().statusCode(403);
    given()
        .formParam("password", "open sesame")
        .post(at + "/unlock")
        .then()
        .statusCode(403)
        .body(containsString("not the password"));
    Response opened =
        given()
            .redirects()
            .follow(false)
            .formParam("password", "open sesame, please")
            .post(at + "/unlock");
    opened.then().statusCode(303).header("Location", equalTo(at));
    var cookie = opened.detailedCookies().asList().getFirst();
    assertTrue(cookie.isHttpOnly());
    assertEquals("Lax", cookie.getSameSite());
    assertEquals(at, cookie.getPath());
    assertTrue(cookie.getName().matches("belfry_page_[0-9a-f]{16}"), cookie.getName());
    String pass = cookie.getName() + "=" + cookie.getValue();
    given()
        .header("Cookie", pass)
        .get(at)
        .then()
        .statusCode(200)
        .header("Cache-Control", startsWith("private"))
        .body(containsString("Till"));
    given().header("Cookie", pass).get("/status/" + other).then().statusCode(403);
    given().header("Cookie", pass.replaceFirst("=\\d", "=9")).get(at).then().statusCode(403);
    clock.advance(Duration.ofDays(8));
    given().header("Cookie", pass).get(at).then().statusCode(403);
    given()
        .header("Origin", "https://evil.example")
        .formParam("password", "open sesame, please")
        .post(at + "/unlock")
        .then()
        .statusCode(403)
        .body("code", equalTo("cross_site"));
  }

  @Test
  void whoeverGuessesTooOftenWaitsAndNobodyElse() {
    Person alice = house.alice();
    String locked = ",'access':{'mode':'password','password':'open sesame, please'}";
    String at = "/status/" + pages.page(alice, pages.monitor(alice, "UP"), locked);
    String other = "/status/" + pages.page(alice, pages.monitor(alice, "UP"), locked);
    unlock(at, "open sesame, please").then().statusCode(303);
    String pass = unlock(at, "open sesame, please").getHeader("Set-Cookie").split(";", 2)[0];
    for (int i = 0; i < 10; i++) {
      unlock(at, "guess " + i).then().statusCode(403).body(containsString("not the password"));
    }
    unlock(at, "open sesame, please")
        .then()
        .statusCode(429)
        .header("Retry-After", equalTo("900"))
        .header("Cache-Control", equalTo("no-store"))
        .header("Set-Cookie", nullValue())
        .body(containsString("Too many wrong passwords"))
        .body(containsString("15 min"));
    given().header("Cookie", pass).get(at).then().statusCode(200);
    unlock(other, "open sesame, please").then().statusCode(303);
    clock.advance(Duration.ofMinutes(14));
    unlock(at, "open sesame, please").then().statusCode(429).header("Retry-After", equalTo("60"));
    clock.advance(Duration.ofMinutes(1));
    unlock(at, "open sesame, please").then().statusCode(303);
  }

  private static Response unlock(String at, String password) {
    return given().redirects().follow(false).formParam("password", password).post(at + "/unlock");
  }

  @Test
  void aDomainOfItsOwnLeadsToThePageAndToNothingElse() {
    Person alice = house.alice();
    String host = "s" + UUID.randomUUID() + ".example.org";
    String slug =
        pages.page(
            alice, pages.monitor(alice, "UP"), ",'domain':'" + host.toUpperCase(Locale.ROOT) + "'");
    domains.runDue();
    at(host, "/").then().statusCode(200).body(containsString("href=\"/history\""));
    at(host, "/history").then().statusCode(200);
    at(host, "/api/v2/status.json?lang=de")
        .then()
        .statusCode(200)
        .body("page.url", equalTo("https://" + host));
    at(host, "/history.atom").then().body(containsString("<id>https://" + host + "</id>"));
    at(host, "/v1/account").then().statusCode(404);
    at(host, "/nothing").then().statusCode(404);
    at("other.example.org", "/").then().statusCode(302).header("Location", equalTo("/docs"));
    StatusPageTest.make(
            house.mallory(),
            "{'name':'x','slug':'" + StatusPageTest.slug() + "','domain':'" + host + "'}")
        .statusCode(409)
        .body("errors.pointer", contains("/domain"));
    assertTrue(
        pages.get("/status/" + slug).asString().contains("href=\"/status/" + slug + "/history\""));
  }

  private static Response at(String host, String path) {
    return given().redirects().follow(false).header("Host", host).get(path);
  }

  @Test
  void elsewhereAPageOfNetworksIsNotThere() {
    Person alice = house.alice();
    String monitor = pages.monitor(alice, "UP");
    String near =
        pages.page(alice, monitor, ",'access':{'mode':'networks','networks':['127.0.0.0/8']}");
    pages
        .get("/status/" + near)
        .then()
        .statusCode(200)
        .header("Cache-Control", startsWith("private"));
    pages
        .get("/status/" + near + "/api/v2/status.json")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", nullValue());
    String far =
        pages.page(alice, monitor, ",'access':{'mode':'networks','networks':['192.0.2.0/24']}");
    pages.get("/status/" + far).then().statusCode(404);
    given().header("X-Forwarded-For", "192.0.2.1").get("/status/" + far).then().statusCode(404);
  }
}
