package dev.belfry.statuspage.published;

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
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import dev.belfry.statuspage.StatusPageTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** Status pages as outsiders get them, in all their forms. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PublicPageTest {
  private static final String HOSTILE = "<script>alert(1)</script>\"' & ]]>";
  private static final String HOSTILE_JSON = "<script>alert(1)</script>\\\"\\u0027 & ]]>";

  private static final Logger LOG = Logger.getLogger(PublicPageTest.class);

  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject SessionFactory factory;
  @Inject Domains domains;

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

  /** Goes down as it is looked at, and opens an incident. */
  private static String down(Person owner) {
    String monitor =
        owner
            .asks()
            .body(
                Json.of(
                    "{'name':'secret-db-17','type':'http','url':'http://localhost:1/db17-internal','confirm_down':1}"))
            .post("/v1/monitors")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    owner.asks().body("").post("/v1/monitors/" + monitor + "/check").then().statusCode(200);
    return monitor;
  }

  private static String incident(Person owner, String monitor) {
    return owner
        .asks()
        .get("/v1/incidents?monitor_id=" + monitor)
        .then()
        .extract()
        .path("data[0].id");
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
        .header("Vary", equalTo("Accept-Language, Host"))
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

  /** Of two policies a browser obeys both, and that of the API has no room for a style. */
  @Test
  void thePolicyOfAPageIsItsOwnAndTheOnlyOne() {
    Person alice = house.alice();
    String open = page(alice, monitor(alice, "UP"), "");
    String locked =
        page(
            alice,
            monitor(alice, "UP"),
            ",'access':{'mode':'password','password':'open sesame, please'}");
    for (String path : List.of(open, open + "/history", locked)) {
      List<String> policies = get("/status/" + path).headers().getValues("Content-Security-Policy");
      assertEquals(1, policies.size(), path + ": " + policies);
      assertTrue(policies.getFirst().contains("style-src 'sha256-"), path + ": " + policies);
    }
    assertEquals(
        List.of("default-src 'none'; style-src 'unsafe-inline'"),
        get("/status/" + open + "/badge.svg").headers().getValues("Content-Security-Policy"));
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
    String monitor = down(alice);
    String incident = incident(alice, monitor);
    String slug = page(alice, monitor, "");
    String id =
        get("/status/" + slug + "/api/v2/incidents.json")
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
      Response answer = get("/status/" + slug + path);
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
    get("/status/" + slug + "/incidents/" + incident).then().statusCode(404);
    String other = page(alice, monitor, "");
    get("/status/" + other + "/incidents/" + id).then().statusCode(404);
  }

  @Test
  void whatPeopleWriteIsTextInEveryForm() throws Exception {
    Person alice = house.alice();
    String monitor = down(alice);
    alice
        .asks()
        .body("{\"message\":\"" + HOSTILE_JSON + "\"}")
        .post("/v1/incidents/" + incident(alice, monitor) + "/updates")
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

  /** What readers of screens and keyboards need, as far as text can show it. */
  @Test
  void isMarkedUpForEverybody() throws IOException {
    Person alice = house.alice();
    String down = down(alice);
    String slow = monitor(alice, "DEGRADED");
    String slug = StatusPageTest.slug();
    history(alice);
    StatusPageTest.make(
            alice,
            ("{'name':'Example Shop','slug':'%s','description':'How our services stand.','show_latency':true,'theme':{'accent':'#0b6e4f'},"
                    + "'components':[{'name':'Web site','description':'example.org','monitor_id':'%s'},{'name':'Checkout','group':'Shop','monitor_id':'%s'},"
                    + "{'name':'Search with a rather long name that has to be broken somewhere','group':'Shop','monitor_id':'%s'},"
                    + "{'name':'Telephone','group':'People','status':'partial_outage'},{'name':'Counter','group':'People'}]}")
                .formatted(slug, monitor(alice, "UP"), down, slow))
        .statusCode(201);
    history(alice);
    for (String path : List.of("", "/history", "?lang=de", "?lang=ja")) {
      String page = get("/status/" + slug + path).asString();
      keep("page" + path.replaceAll("[^a-z]", "-"), page);
      for (String one :
          List.of("<h1>", "<main id=\"content\">", "<header>", "<footer>", "</head>")) {
        assertEquals(2, page.split(one, -1).length, one + " in " + path);
      }
      assertFalse(page.contains(" style=") || page.contains(" onclick"), path);
      assertEquals(
          page.split("<svg ", -1).length, page.split("role=\"img\" aria-label=\"[^\"]", -1).length);
    }
    StatusPageTest.make(
            alice,
            "{'name':'Example Shop','slug':'%s','access':{'mode':'password','password':'open sesame, please'}}"
                .formatted(slug + "x"))
        .statusCode(201);
    keep("locked", get("/status/" + slug + "x").asString());
  }

  /** Ninety days with an outage now and then. */
  private void history(Person owner) {
    rows.change(
        """
        insert into result_day
        select m.id, m.account_id, date_trunc('day', ?::timestamptz, 'UTC') - n * interval '1 day',
          86400000 - down, 0, down, 0, 0, 0, 0, 1440, 0, 0, 0, 5, 50, 1440 * (80 + (n * 37) % 60), '{}'
        from monitor m, generate_series(1, 80) n
        cross join lateral (select case when n % 23 = 5 then 5400000 when n % 31 = 8 then 600000 else 0 end as down) d
        where m.account_id = ? on conflict do nothing""",
        clock.instant().atOffset(java.time.ZoneOffset.UTC), owner.account().uuid());
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
  void aDomainOfItsOwnLeadsToThePageAndToNothingElse() {
    Person alice = house.alice();
    String host = "s" + UUID.randomUUID() + ".example.org";
    String slug =
        page(alice, monitor(alice, "UP"), ",'domain':'" + host.toUpperCase(Locale.ROOT) + "'");
    domains.runDue();
    at(host, "/").then().statusCode(200).body(containsString("href=\"/history\""));
    at(host, "/history").then().statusCode(200);
    at(host, "/api/v2/status.json?lang=de")
        .then()
        .statusCode(200)
        .body("page.url", equalTo("https://" + host));
    at(host, "/history.atom").then().body(containsString("<id>https://" + host + "</id>"));
    at(host, "/v1/account").then().statusCode(401);
    at(host, "/nothing").then().statusCode(404);
    at("other.example.org", "/").then().statusCode(302).header("Location", equalTo("/docs"));
    StatusPageTest.make(
            house.mallory(),
            "{'name':'x','slug':'" + StatusPageTest.slug() + "','domain':'" + host + "'}")
        .statusCode(409)
        .body("errors.pointer", contains("/domain"));
    assertTrue(get("/status/" + slug).asString().contains("href=\"/status/" + slug + "/history\""));
  }

  private static Response at(String host, String path) {
    return given().redirects().follow(false).header("Host", host).get(path);
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
  void aThousandComponentsCostAsManyStatementsAsOne() throws IOException {
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
    assertTrue(large <= 20, "" + large);
    assertTrue(bytes < 2_000_000, "" + bytes);
  }

  /** To be looked at in a browser: what it needs stands in it. */
  private static void keep(String name, String page) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "statuspage"));
    Files.writeString(folder.resolve(name + ".html"), page);
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

  private int bytes;

  private long statements(String slug) throws IOException {
    Statistics statistics = factory.getStatistics();
    statistics.setStatisticsEnabled(true);
    try {
      statistics.clear();
      long begun = System.nanoTime();
      String page = get("/status/" + slug).then().statusCode(200).extract().asString();
      bytes = page.length();
      keep("large", page);
      LOG.infof(
          "status page of %d bytes in %d ms",
          bytes, Duration.ofNanos(System.nanoTime() - begun).toMillis());
      return statistics.getPrepareStatementCount();
    } finally {
      statistics.setStatisticsEnabled(false);
    }
  }
}
