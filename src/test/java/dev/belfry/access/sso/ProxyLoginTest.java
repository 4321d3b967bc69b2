package dev.belfry.access.sso;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Headers by which a proxy says who somebody is, and by which others say so: number 100. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@WithTestResource(IssuerSettings.class)
class ProxyLoginTest {
  @Inject House house;
  @Inject Desk desk;
  @Inject TestClock clock;

  @Test
  void whomTheProxyNamesBecomesASession() {
    Person alice = house.alice();
    String group = desk.group(alice, "category:read");
    Response answer = by(someone(), group + ";another group").post("/v1/sso/proxy");
    answer
        .then()
        .statusCode(201)
        .header("Cache-Control", containsString("no-store"))
        .header("Set-Cookie", containsString("HttpOnly"));
    String token = answer.path("token");
    given().header("X-Session-ID", token).get("/v1/categories").then().statusCode(200);
    given()
        .header("X-Session-ID", token)
        .get("/v1/session")
        .then()
        .body("grants.scopes.flatten()", equalTo(List.of("category:read")));
  }

  @Test
  void whoIsMappedToNothingIsNobody() {
    by(someone(), "no group of ours").post("/v1/sso/proxy").then().statusCode(403);
    by(someone(), null).post("/v1/sso/proxy").then().statusCode(403);
  }

  @Test
  void thePersonOfTheProxyIsNotThatOfTheProvider() {
    String group = desk.group(house.alice(), "category:read");
    String subject = someone();
    desk.session(subject, group);
    by(subject, null)
        .post("/v1/sso/proxy")
        .then()
        .statusCode(403)
        .body("code", equalTo("sso_unmapped"));
  }

  @Test
  @Checklist(100)
  void withoutTheProxysSecretTheHeadersAreNothing() {
    String group = desk.group(house.alice(), "category:read");
    for (String secret :
        new String[] {"", "what only the proxy know", "WHAT ONLY THE PROXY KNOWS"}) {
      page()
          .header("X-Belfry-Proxy-Secret", secret)
          .header("X-Forwarded-User", someone())
          .header("X-Forwarded-Groups", group)
          .post("/v1/sso/proxy")
          .then()
          .statusCode(401);
    }
    page()
        .header("X-Forwarded-User", someone())
        .header("X-Forwarded-Groups", group)
        .post("/v1/sso/proxy")
        .then()
        .statusCode(401)
        .body("code", equalTo("unauthenticated"));
  }

  @Test
  @Checklist(100)
  void theHeadersOpenNoOtherRoute() {
    String group = desk.group(house.alice(), "category:read");
    by(someone(), group).get("/v1/categories").then().statusCode(401);
  }

  @Test
  @Checklist(100)
  void whatIsSaidTwiceOrOddlyIsRefused() {
    String group = desk.group(house.alice(), "category:read");
    malformed(by(someone(), group).header("X-Forwarded-User", someone()));
    malformed(by(someone(), group).header("X-Forwarded-Groups", group));
    malformed(by(someone(), group).header("X-Belfry-Proxy-Secret", IssuerSettings.PROXY_SECRET));
    malformed(by(someone(), group).header("X_Forwarded_User", "admin"));
    malformed(by(someone(), group).header("X-Forwarded_User", "admin"));
    malformed(by(someone(), group).header("x_forwarded_groups", "admins"));
    malformed(by("one,two", group));
    malformed(by("one two", group));
    malformed(by("one;two", group));
    malformed(by("\u00e4nne", group));
    malformed(by("a".repeat(129), group));
    malformed(by("", group));
    malformed(by(someone(), group + ",admins"));
    malformed(by(someone(), "gr\u00fcppe"));
  }

  @Test
  @Checklist(95)
  void aPageOfAnotherSiteCannotBeginIt() {
    String group = desk.group(house.alice(), "category:read");
    given()
        .header("X-Belfry-Proxy-Secret", IssuerSettings.PROXY_SECRET)
        .header("X-Forwarded-User", someone())
        .header("X-Forwarded-Groups", group)
        .post("/v1/sso/proxy")
        .then()
        .statusCode(403)
        .body("code", equalTo("cross_site"));
    by(someone(), group)
        .header("Origin", "https://evil.example")
        .post("/v1/sso/proxy")
        .then()
        .statusCode(201);
    given()
        .header("Sec-Fetch-Site", "cross-site")
        .header("X-Belfry-Proxy-Secret", IssuerSettings.PROXY_SECRET)
        .header("X-Forwarded-User", someone())
        .header("X-Forwarded-Groups", group)
        .post("/v1/sso/proxy")
        .then()
        .statusCode(403);
  }

  @Test
  void theLogBookCallsAPersonWithoutAnAddressAsTheProxyDoes() {
    Person alice = house.alice();
    String group = desk.group(alice, "category:*");
    String user = someone();
    String token =
        by(user, group).post("/v1/sso/proxy").then().statusCode(201).extract().path("token");
    given()
        .header("X-Session-ID", token)
        .contentType("application/json")
        .body("{\"name\":\"new\"}")
        .post("/v1/categories")
        .then()
        .statusCode(201);
    for (String action : List.of("sso.login", "session.created", "category.created")) {
      alice
          .asks()
          .get("/v1/activity?action=" + action)
          .then()
          .body("data[0].actor.name", equalTo(user));
    }
  }

  @Test
  void whatIsRefusedSaysWhatThisRouteTakesAndNotWhatOthersDo() {
    String group = desk.group(house.alice(), "category:read");
    page()
        .header("X-Forwarded-User", someone())
        .post("/v1/sso/proxy")
        .then()
        .statusCode(401)
        .body("detail", containsString("trusted proxy"))
        .body("detail", not(containsString("X-API-Key")));
    given()
        .header("X-Belfry-Proxy-Secret", IssuerSettings.PROXY_SECRET)
        .header("X-Forwarded-User", someone())
        .header("X-Forwarded-Groups", group)
        .post("/v1/sso/proxy")
        .then()
        .statusCode(403)
        .body("detail", containsString("Sec-Fetch-Site"))
        .body("detail", not(containsString("cookie")));
  }

  @Test
  void refusalsAreCountedInTheLogOnceAMinute() {
    List<String> lines = new CopyOnWriteArrayList<>();
    Handler ear =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().formatMessage(line));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger log = Logger.getLogger(ProxyHeaders.class.getName());
    log.addHandler(ear);
    try {
      clock.advance(Duration.ofMinutes(2));
      for (int i = 0; i < 3; i++) {
        page()
            .header("X-Belfry-Proxy-Secret", "a guess")
            .post("/v1/sso/proxy")
            .then()
            .statusCode(401);
      }
      assertEquals(1, lines.size());
      clock.advance(Duration.ofMinutes(2));
      page()
          .header("X-Belfry-Proxy-Secret", "a guess")
          .post("/v1/sso/proxy")
          .then()
          .statusCode(401);
      assertEquals(2, lines.size());
      assertTrue(lines.get(1).endsWith("since the last such line: 3"), lines.get(1));
      assertFalse(lines.toString().contains("a guess"));
    } finally {
      log.removeHandler(ear);
    }
  }

  private static void malformed(RequestSpecification request) {
    request.post("/v1/sso/proxy").then().statusCode(400).body("code", equalTo("malformed_request"));
  }

  private static RequestSpecification page() {
    return given().header("Sec-Fetch-Site", "same-origin");
  }

  private static RequestSpecification by(String user, @Nullable String groups) {
    RequestSpecification request =
        page()
            .header("X-Belfry-Proxy-Secret", IssuerSettings.PROXY_SECRET)
            .header("X-Forwarded-User", user);
    return groups == null ? request : request.header("X-Forwarded-Groups", groups);
  }

  private static String someone() {
    return "user-" + UUID.randomUUID();
  }
}
