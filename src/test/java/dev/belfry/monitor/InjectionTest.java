package dev.belfry.monitor;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of people are texts, whatever they look like to a shell, a browser or a database. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class InjectionTest {
  @Inject House house;

  @ParameterizedTest
  @Checklist({54, 113})
  @ValueSource(
      strings = {
        "'; drop table monitor_monitor; --",
        "=cmd|' /C calc'!A0",
        "${7*7}#{7*7}{{7*7}}<%= 7*7 %>",
        "${jndi:ldap://localhost:1/x}",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "%s%n%d%x",
        "$(touch /tmp/x)`id`|id;id",
        "../../../../etc/passwd",
        "\\\\u0000\\\\x1b[31m",
        "%00%0d%0aX-Evil: 1"
      })
  void aNameComesBackAsItIs(String name) {
    Person alice = house.alice();
    Map<String, Object> monitor =
        Map.of("name", name, "type", "http", "url", "http://localhost:1/");
    Response made = alice.asks().body(monitor).post("/v1/monitors");
    assertEquals(201, made.statusCode(), made.asString());
    assertEquals(name, made.path("name"));
    assertTrue(made.contentType().startsWith("application/json"));
    assertEquals("nosniff", made.header("X-Content-Type-Options"));
    alice
        .asks()
        .queryParam("q", name)
        .get("/v1/monitors")
        .then()
        .statusCode(200)
        .body("data.name", equalTo(java.util.List.of(name)));
    alice
        .asks()
        .get("/v1/activity?action=monitor.created")
        .then()
        .body("data", hasSize(1))
        .body("data[0].object.name", equalTo(name));
  }

  /** It is looked for as it is written: nothing in it is tried again and again. */
  @Test
  @Checklist(53)
  void aKeywordIsNoPattern() {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String pattern = "(a+)+$";
      site.says("a".repeat(900_000) + "!");
      String id =
          alice
              .asks()
              .body(
                  Map.of(
                      "name",
                      "m",
                      "type",
                      "http",
                      "url",
                      site.url(),
                      "keyword",
                      pattern,
                      "confirm_down",
                      1))
              .post("/v1/monitors")
              .path("id");
      alice.asks().post("/v1/monitors/" + id + "/check").then().statusCode(200);
      alice.asks().get("/v1/monitors/" + id).then().body("status", equalTo("down"));
      site.says("here is " + pattern);
      alice.asks().post("/v1/monitors/" + id + "/check").then().statusCode(200);
      alice.asks().get("/v1/monitors/" + id).then().body("status", equalTo("up"));
    }
  }
}
