package dev.belfry.statuspage.published;

import static org.hamcrest.Matchers.contains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import dev.belfry.statuspage.StatusPageTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** What outsiders must not read, and what must stay text. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class OutsiderTest {
  private static final String HOSTILE = "<script>alert(1)</script>\"' & ]]>";
  private static final String HOSTILE_JSON = "<script>alert(1)</script>\\\"\\u0027 & ]]>";

  @Inject House house;
  @Inject ShownPages pages;

  @Test
  void keepsWhatOutsidersMustNotRead() {
    Person alice = house.alice();
    String monitor = pages.down(alice);
    String incident = pages.incident(alice, monitor);
    String slug = pages.page(alice, monitor, "");
    String id =
        pages
            .get("/status/" + slug + "/api/v2/incidents.json")
            .then()
            .body("incidents.name", contains("Till is down"))
            .body("incidents[0].incident_updates.status", contains("investigating"))
            .extract()
            .path("incidents[0].id");
    for (String path :
        List.of(
            "",
            "/history",
            "/incidents/" + id,
            "/history.atom",
            "/history.rss",
            "/maintenance.ics",
            "/badge.svg",
            "/api/v2/summary.json")) {
      Response answer = pages.get("/status/" + slug + path);
      assertEquals(200, answer.statusCode(), path);
      String all = answer.headers() + answer.asString();
      for (String secret :
          List.of(
              "secret-db",
              "db17-internal",
              "localhost:1/",
              monitor,
              incident,
              TypeId.format("acc", alice.account().uuid()),
              alice.email(),
              "mon_",
              "acc_",
              "spg_")) {
        assertFalse(all.contains(secret), path + " tells " + secret + ": " + all);
      }
    }
    pages.get("/status/" + slug + "/incidents/" + incident).then().statusCode(404);
    String other = pages.page(alice, monitor, "");
    pages.get("/status/" + other + "/incidents/" + id).then().statusCode(404);
  }

  @Test
  void whatPeopleWriteIsTextInEveryForm() throws Exception {
    Person alice = house.alice();
    String monitor = pages.down(alice);
    alice
        .asks()
        .body("{\"message\":\"" + HOSTILE_JSON + "\",\"public\":true}")
        .post("/v1/incidents/" + pages.incident(alice, monitor) + "/updates")
        .then()
        .statusCode(201);
    String slug = StatusPageTest.slug();
    alice
        .asks()
        .body(
            "{\"name\":\"%1$s\",\"slug\":\"%2$s\",\"description\":\"%1$s\",\"components\":[{\"name\":\"%1$s\",\"group\":\"%1$s\",\"description\":\"%1$s\",\"monitor_id\":\"%3$s\"}]}"
                .formatted(HOSTILE_JSON, slug, monitor))
        .post("/v1/status-pages")
        .then()
        .statusCode(201);
    String component =
        pages
            .get("/status/" + slug + "/api/v2/components.json")
            .then()
            .body("components.name", contains(HOSTILE))
            .extract()
            .path("components[0].id");
    for (String path : List.of("", "/history")) {
      String page = pages.get("/status/" + slug + path).asString();
      assertFalse(page.contains("<script"), path);
      assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;"), path);
    }
    for (String path :
        List.of(
            "/history.atom",
            "/history.rss",
            "/badge.svg",
            "/components/" + component + "/badge.svg",
            "/components/" + component + "/uptime.svg")) {
      String text = pages.get("/status/" + slug + path).then().statusCode(200).extract().asString();
      assertFalse(text.contains("<script"), text);
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(text)));
    }
  }
}
