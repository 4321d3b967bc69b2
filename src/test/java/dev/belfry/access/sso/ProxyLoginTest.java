package dev.belfry.access.sso;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Headers by which a proxy says who somebody is, and by which others say so: number 100. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@WithTestResource(IssuerSettings.class)
class ProxyLoginTest {
  @Inject House house;
  @Inject Desk desk;

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
        .body("grants.scopes.flatten()", equalTo(java.util.List.of("category:read")));
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
