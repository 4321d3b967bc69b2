package dev.belfry.statuspage;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** Status pages as outsiders get them, in all their forms. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PublicPageTest {
  private static final String HOSTILE = "<script>alert(1)</script>\"' & ]]>";
  private static final String HOSTILE_JSON = "<script>alert(1)</script>\\\"\\u0027 & ]]>";

  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject SessionFactory factory;

  private static UUID uuid(String id) {
    return TypeId.require("mon", id);
  }

  private String monitor(Person owner, String status) {
    String monitor = StatusPageTest.monitor(owner, "");
    rows.change("update monitor_state set status = ? where monitor_id = ?", status, uuid(monitor));
    return monitor;
  }

  /** A page with one component of that monitor; its slug. */
  private static String page(Person owner, String monitor, String more) {
    String slug = StatusPageTest.slug();
    StatusPageTest.make(
            owner,
            "{'name':'Shop','slug':'"
                + slug
                + "','components':[{'name':'Till','monitor_id':'"
                + monitor
                + "'}]"
                + more
                + "}")
        .statusCode(201);
    return slug;
  }

  private UUID incident(String monitor, String title, String message) {
    UUID id = TypeId.next();
    rows.change(
        """
        insert into incident (id, account_id, monitor_id, title, origin, status, impact, started_at, created_at, updated_at)
        select ?, account_id, id, ?, 'MONITOR', 'INVESTIGATING', 'HIGH', ?, now(), now() from monitor where id = ?""",
        id,
        title,
        clock.instant().atOffset(java.time.ZoneOffset.UTC),
        uuid(monitor));
    rows.change(
        """
        insert into incident_update (id, account_id, incident_id, at, status, message)
        select gen_random_uuid(), account_id, id, started_at, 'INVESTIGATING', ? from incident where id = ?""",
        message,
        id);
    return id;
  }

  private static Response get(String path) {
    return given().redirects().follow(false).get(path);
  }

  @Test
  void tellsHowThingsStandWithoutScriptAndMayBeKept() {
    Person alice = house.alice();
    String slug = page(alice, monitor(alice, "UP"), "");
    Response first = get("/status/" + slug);
    first
        .then()
        .statusCode(200)
        .header("Content-Type", equalTo("text/html;charset=UTF-8"))
        .header("Cache-Control", startsWith("public, max-age="))
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
    get("/status/nobody-has-this").then().statusCode(404);
  }

  @Test
  void speaksTheLanguageOfTheReader() {
    Person alice = house.alice();
    String slug = page(alice, monitor(alice, "UP"), ",'language':'fr'");
    get("/status/" + slug).then().body(containsString("Tous les systèmes fonctionnent"));
    get("/status/" + slug + "?lang=ja").then().body(containsString("<html lang=\"ja\""));
    get("/status/" + slug + "?lang=tlh").then().statusCode(400);
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

  @Test
  void keepsWhatOutsidersMustNotRead() {
    Person alice = house.alice();
    String monitor = monitor(alice, "DOWN");
    UUID incident =
        incident(
            monitor,
            "secret-db-17 is down",
            "connect to db17.internal (10.9.8.7:8081) refused");
    rows.change(
        """
        insert into incident_update (id, account_id, incident_id, at, status, message)
        select gen_random_uuid(), account_id, id, started_at + interval '1 minute', 'IDENTIFIED',
          'A disk of secret-db-17 (http://db17.internal:8081/x, 10.9.8.7) is full.' from incident where id = ?""",
        incident);
    String slug = page(alice, monitor, "");
    String id =
        get("/status/" + slug + "/api/v2/incidents.json")
            .then()
            .body("incidents.name", contains("Till is down"))
            .body(
                "incidents[0].incident_updates[0].body", equalTo("A disk of Till (…, …) is full."))
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
      Response answer = get("/status/" + slug + path);
      assertEquals(200, answer.statusCode(), path);
      String all = answer.headers() + answer.asString();
      for (String secret :
          List.of(
              "secret-db",
              "db17.internal",
              "10.9.8.7",
              monitor,
              TypeId.format("inc", incident),
              TypeId.format("acc", alice.account().uuid()),
              alice.email(),
              "mon_",
              "acc_",
              "spg_")) {
        assertFalse(all.contains(secret), path + " tells " + secret + ": " + all);
      }
    }
    get("/status/" + slug + "/incidents/" + TypeId.format("inc", incident)).then().statusCode(404);
    String other = page(alice, monitor, "");
    get("/status/" + other + "/incidents/" + id).then().statusCode(404);
  }

  @Test
  void whatPeopleWriteIsTextInEveryForm() throws Exception {
    Person alice = house.alice();
    String monitor = monitor(alice, "DOWN");
    incident(monitor, HOSTILE, HOSTILE);
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
        get("/status/" + slug + "/api/v2/components.json")
            .then()
            .body("components.name", contains(HOSTILE))
            .extract()
            .path("components[0].id");
    for (String path : List.of("", "/history")) {
      assertFalse(get("/status/" + slug + path).asString().contains("<script"), path);
    }
    for (String path :
        List.of(
            "/history.atom",
            "/history.rss",
            "/badge.svg",
            "/components/" + component + "/badge.svg",
            "/components/" + component + "/uptime.svg")) {
      String text = get("/status/" + slug + path).then().statusCode(200).extract().asString();
      assertFalse(text.contains("<script"), text);
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(text)));
    }
  }

  @Test
  void statuspagesApiIsThere() {
    Person alice = house.alice();
    String slug = page(alice, monitor(alice, "DEGRADED"), "");
    String api = "/status/" + slug + "/api/v2/";
    get(api + "status.json")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", equalTo("*"))
        .body("page.id", equalTo(slug))
        .body("page.name", equalTo("Shop"))
        .body("status.indicator", equalTo("minor"));
    get(api + "summary.json")
        .then()
        .body("components.status", contains("degraded_performance"))
        .body("incidents", hasSize(0))
        .body("scheduled_maintenances", hasSize(0));
    for (String list :
        List.of(
            "incidents/unresolved",
            "scheduled-maintenances",
            "scheduled-maintenances/upcoming",
            "scheduled-maintenances/active")) {
      get(api + list + ".json").then().statusCode(200).body("page.id", equalTo(slug));
    }
  }

  @Test
  void aPasswordOpensThePageAndOnlyThatPage() {
    Person alice = house.alice();
    String locked = ",'access':{'mode':'password','password':'open sesame, please'}";
    String slug = page(alice, monitor(alice, "UP"), locked);
    String other = page(alice, monitor(alice, "UP"), locked);
    String at = "/status/" + slug;
    get(at)
        .then()
        .statusCode(403)
        .header("Cache-Control", equalTo("no-store"))
        .body(containsString("type=\"password\""))
        .body(not(containsString("Till")));
    get(at + "/api/v2/summary.json")
        .then()
        .statusCode(403)
        .header("Access-Control-Allow-Origin", nullValue())
        .body("code", equalTo("password_needed"));
    get(at + "/history.atom").then().statusCode(403);
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
  void elsewhereAPageOfNetworksIsNotThere() {
    Person alice = house.alice();
    String monitor = monitor(alice, "UP");
    String near = page(alice, monitor, ",'access':{'mode':'networks','networks':['127.0.0.0/8']}");
    get("/status/" + near).then().statusCode(200).header("Cache-Control", startsWith("private"));
    get("/status/" + near + "/api/v2/status.json")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", nullValue());
    String far = page(alice, monitor, ",'access':{'mode':'networks','networks':['192.0.2.0/24']}");
    get("/status/" + far).then().statusCode(404);
    given().header("X-Forwarded-For", "192.0.2.1").get("/status/" + far).then().statusCode(404);
  }

  @Test
  void aThousandComponentsCostAsManyStatementsAsOne() {
    Person alice = house.alice();
    String csv =
        "name,type,host\n"
            + IntStream.range(0, 1_000)
                .mapToObj(i -> "m" + i + ",ping,127.0.0.1\n")
                .collect(Collectors.joining());
    alice
        .asks()
        .contentType("text/csv")
        .body(csv)
        .post("/v1/monitors/import")
        .then()
        .statusCode(200);
    rows.change(
        """
        insert into result_day
        select m.id, m.account_id, date_trunc('day', ?::timestamptz, 'UTC') - n * interval '1 day',
          86400000 - (n %% 7) * 60000, 0, (n %% 7) * 60000, 0, 0, 0, 0, 1440, 0, 0, 0, 5, 50, 14400, '{}'
        from monitor m, generate_series(1, 95) n where m.account_id = ?"""
            .replace("%%", "%"),
        clock.instant().atOffset(java.time.ZoneOffset.UTC),
        alice.account().uuid());
    List<Object> ids =
        rows.select("select id from monitor where account_id = ?", alice.account().uuid());
    long small = statements(large(alice, ids.subList(0, 1)));
    long large = statements(large(alice, ids));
    assertEquals(small, large);
    assertTrue(large <= 15, "" + large);
  }

  private String large(Person owner, List<Object> monitors) {
    String slug = StatusPageTest.slug();
    String components =
        monitors.stream()
            .map(
                id ->
                    "{'name':'c "
                        + id
                        + "','monitor_id':'"
                        + TypeId.format("mon", (UUID) id)
                        + "'}")
            .collect(Collectors.joining(","));
    StatusPageTest.make(
            owner,
            "{'name':'Large','slug':'"
                + slug
                + "','show_latency':true,'components':["
                + components
                + "]}")
        .statusCode(201);
    return slug;
  }

  private long statements(String slug) {
    Statistics statistics = factory.getStatistics();
    statistics.setStatisticsEnabled(true);
    try {
      statistics.clear();
      long begun = System.nanoTime();
      String page = get("/status/" + slug).then().statusCode(200).extract().asString();
      System.out.printf(
          "status page of %d bytes in %d ms%n",
          page.length(), Duration.ofNanos(System.nanoTime() - begun).toMillis());
      return statistics.getPrepareStatementCount();
    } finally {
      statistics.setStatisticsEnabled(false);
    }
  }
}
