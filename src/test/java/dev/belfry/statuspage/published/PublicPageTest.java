package dev.belfry.statuspage.published;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import dev.belfry.statuspage.PageLanguage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Status pages as outsiders get them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PublicPageTest {
  @Inject House house;
  @Inject ShownPages pages;
  @Inject Rows rows;

  @Test
  void tellsHowThingsStandWithoutScriptAndMayBeKept() {
    Person alice = house.alice();
    String slug = pages.page(alice, pages.monitor(alice, "UP"), "");
    Response first = pages.get("/status/" + slug);
    first
        .then()
        .statusCode(200)
        .header("Content-Type", equalTo("text/html;charset=UTF-8"))
        .header("Cache-Control", startsWith("public, max-age="))
        .header("Vary", equalTo("Accept-Encoding, Accept-Language, Host"))
        .header("Content-Security-Policy", startsWith("default-src 'none'; style-src 'sha256-"))
        .header("Content-Security-Policy", not(containsString("unsafe")))
        .body(containsString("All systems operational"))
        .body(containsString("<html lang=\"en\" data-theme=\"auto\">"))
        .body(containsString("Till"))
        .body(not(containsString("<script")));
    given()
        .header("If-None-Match", first.header("ETag"))
        .get("/status/" + slug)
        .then()
        .statusCode(304)
        .header("ETag", equalTo(first.header("ETag")));
    rows.change(
        "update monitor_state set status = 'DOWN' where account_id = ?", alice.account().uuid());
    given()
        .header("If-None-Match", first.header("ETag"))
        .get("/status/" + slug)
        .then()
        .statusCode(200)
        .body(containsString("All systems are down"));
    pages.get("/status/nobody-has-this").then().statusCode(404);
  }

  /** Of two policies a browser obeys both, and that of the API has no room for a style. */
  @Test
  void thePolicyOfAPageIsItsOwnAndTheOnlyOne() {
    Person alice = house.alice();
    String open = pages.page(alice, pages.monitor(alice, "UP"), "");
    String locked =
        pages.page(
            alice,
            pages.monitor(alice, "UP"),
            ",'access':{'mode':'password','password':'open sesame, please'}");
    for (String path : List.of(open, open + "/history", locked)) {
      List<String> policies =
          pages.get("/status/" + path).headers().getValues("Content-Security-Policy");
      assertEquals(1, policies.size(), path + ": " + policies);
      assertTrue(policies.getFirst().contains("style-src 'sha256-"), path + ": " + policies);
    }
    assertEquals(
        List.of("default-src 'none'; style-src 'unsafe-inline'"),
        pages.get("/status/" + open + "/badge.svg").headers().getValues("Content-Security-Policy"));
  }

  @Test
  void speaksTheLanguageOfTheReader() {
    Person alice = house.alice();
    String slug = pages.page(alice, pages.monitor(alice, "UP"), ",'language':'fr'");
    pages.get("/status/" + slug).then().body(containsString("Tous les systèmes fonctionnent"));
    pages.get("/status/" + slug + "?lang=ja").then().body(containsString("<html lang=\"ja\""));
    pages.get("/status/" + slug + "?lang=tlh").then().statusCode(400);
    for (String wanted : List.of("de-AT,en;q=0.5", "de", "xx, de;q=0.1")) {
      given()
          .header("Accept-Language", wanted)
          .get("/status/" + slug)
          .then()
          .body(containsString("Alle Systeme sind in Betrieb"));
    }
    for (String odd : List.of("*;q=x", "x".repeat(5_000), ";;;")) {
      given()
          .header("Accept-Language", odd)
          .get("/status/" + slug)
          .then()
          .statusCode(200)
          .body(containsString("Tous les systèmes"));
    }
  }

  /** What readers of screens and keyboards need, as far as text can show it. */
  @Test
  void isMarkedUpForEverybody() {
    Person alice = house.alice();
    String slug =
        pages.made(
            alice,
            "{'name':'Web site','monitor_id':'%s'},{'name':'Checkout','group':'Shop','monitor_id':'%s'},{'name':'Counter','group':'People'}"
                .formatted(pages.monitor(alice, "UP"), pages.down(alice)),
            ",'description':'How our services stand.','show_latency':true,'theme':{'accent':'#0b6e4f'}");
    pages.history(alice, 1, 80);
    for (String path : List.of("", "/history", "?lang=de", "?lang=ja")) {
      String page = pages.get("/status/" + slug + path).asString();
      for (String one :
          List.of("<h1>", "<main id=\"content\">", "<header>", "<footer>", "</head>")) {
        assertEquals(2, page.split(one, -1).length, one + " in " + path);
      }
      assertFalse(page.contains(" style=") || page.contains(" onclick"), path);
      assertEquals(
          page.split("<svg ", -1).length, page.split("role=\"img\" aria-label=\"[^\"]", -1).length);
    }
  }

  @Test
  void saysHowFastAndWhereThatIsNotKnownYet() {
    Person alice = house.alice();
    String watched =
        "{'name':'Till','monitor_id':'" + pages.monitor(alice, "UP") + "'},{'name':'Counter'}";
    String slug = pages.made(alice, watched, ",'show_latency':true");
    assertEquals(2, pages.get("/status/" + slug).asString().split("no data yet", -1).length);
    pages.history(alice, 30, 30);
    pages
        .get("/status/" + slug)
        .then()
        .body(not(containsString("no data yet")))
        .body(containsString("last 110 ms"));
    String quiet = pages.made(alice, watched, "");
    pages.get("/status/" + quiet).then().body(not(containsString("110 ms")));
  }

  @Test
  void allAreDownOnlyWhereAllAre() {
    Person alice = house.alice();
    String worst = pages.monitor(alice, "UP");
    String components =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    "{'name':'c%d','monitor_id':'%s'}"
                        .formatted(i, i == 0 ? worst : pages.monitor(alice, "UP")))
            .collect(Collectors.joining(","));
    pages.told(alice, worst, "critical", "The till burns", "x");
    String one = "/status/" + pages.made(alice, components, "");
    String all = "/status/" + pages.page(alice, worst, "");
    for (PageLanguage language : PageLanguage.values()) {
      Words words = Words.in(language);
      String lang = "?lang=" + words.tag();
      pages.get(one + lang).then().body(containsString(words.say("partial_now")));
      pages.get(all + lang).then().body(containsString(words.say("major_now")));
    }
    pages.get(one + "/badge.svg").then().body(containsString("Some systems are down"));
    pages
        .get(one + "/api/v2/status.json")
        .then()
        .body("status.indicator", equalTo("major"))
        .body("status.description", equalTo("Partial System Outage"));
    pages
        .get(all + "/api/v2/status.json")
        .then()
        .body("status.indicator", equalTo("critical"))
        .body("status.description", equalTo("Major System Outage"));
  }
}
