package dev.belfry.result;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.check.Verdict;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.MonitorId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Uptime and reports, as callers see them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ReportTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Book book;
  @Inject Rows rows;

  private Instant begin() throws SQLException {
    book.sumUp();
    clock.advance(Duration.between(clock.instant(), Hours.from(clock.instant()).plusSeconds(1)));
    book.sumUp();
    return Hours.of(clock.instant());
  }

  /** Looked at all the time: up for half an hour, down for the rest of the hour. */
  private MonitorId halfAnHour(Person owner, String fields, Instant hour) {
    MonitorId monitor = book.monitor(owner, fields + ",'interval_seconds':3600", hour);
    book.stands(monitor, "UP", hour);
    book.stands(monitor, "DOWN", hour.plusSeconds(1800));
    book.write(owner, monitor, Book.look(Verdict.UP, 100, hour));
    book.write(owner, monitor, Book.look(Verdict.DOWN, 9_000, hour.plusSeconds(1800)));
    return monitor;
  }

  @Test
  void statsTellOfEachHourAndDay() throws SQLException {
    Instant hour = begin();
    Person alice = house.alice();
    String stats = "/v1/monitors/" + halfAnHour(alice, "'name':'m'", hour).text() + "/stats";
    get(alice, stats)
        .statusCode(200)
        .body("data", hasSize(24))
        .body("data[22].running", equalTo(false))
        .body("data[23].running", equalTo(true))
        .body("data[23].uptime", equalTo(100f))
        .body("data[23].checks", equalTo(1));
    clock.advance(Duration.ofMinutes(63));
    book.sumUp();
    get(alice, stats + "?from=" + hour)
        .statusCode(200)
        .body("interval", equalTo("hour"))
        .body("data", hasSize(2))
        .body("data[1].running", equalTo(true))
        .body("data[1].down_seconds", equalTo(181))
        .body("data[1].outages", equalTo(0))
        .body("data[0].running", equalTo(false))
        .body("data[0].from", equalTo(hour.toString()))
        .body("data[0].uptime", equalTo(50f))
        .body("data[0].checks", equalTo(2))
        .body("data[0].failures", equalTo(1))
        .body("data[0].down_seconds", equalTo(1800))
        .body("data[0].outages", equalTo(1))
        .body("data[0].latency_ms.mean", equalTo(100f))
        .body("data[0].latency_ms.p50", equalTo(100))
        .body("data[0].latency_ms.max", equalTo(100));
    get(alice, stats).body("data", hasSize(24)).body("data[0].uptime", nullValue());
    get(alice, stats + "?interval=day")
        .body("data", hasSize(30))
        .body("data[29].running", equalTo(true))
        .body("data[0].latency_ms", nullValue());
    boolean sameDay = Hours.day(clock.instant()).equals(Hours.day(hour));
    get(alice, stats + "?interval=day&from=" + Hours.day(hour))
        .body("data[0].checks", equalTo(2))
        .body("data[0].uptime", equalTo(sameDay ? 47.6064f : 50f));
    clock.advance(Duration.ofDays(3));
    book.sumUp();
    get(alice, stats + "?interval=day&from=" + Hours.day(hour))
        .body("data.checks", hasItems(2))
        .body("data[0].failures", equalTo(1));
    get(alice, stats + "?from=2020-01-01T00:00:00Z").statusCode(400);
    get(alice, stats + "?interval=day&from=2020-01-01T00:00:00Z").statusCode(400);
    get(alice, stats + "?interval=week").statusCode(400);
    get(alice, stats + "?from=" + hour + "&to=" + hour).statusCode(400);
    get(alice, stats + "?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z").statusCode(400);
    get(alice, stats + "?to=0001-01-01T00:00:00Z").statusCode(200);
    get(alice, stats + "?to=9999-12-31T23:59:59Z").statusCode(200).body("data", hasSize(0));
  }

  @Test
  void uptimeIsOfEachAndOfAllTogether() throws SQLException {
    Instant hour = begin();
    Person alice = house.alice();
    MonitorId half = halfAnHour(alice, "'name':'half','tags':['a']", hour);
    MonitorId paused = book.monitor(alice, "'name':'paused','tags':['b']", hour);
    book.stands(paused, "PAUSED", hour);
    clock.advance(Duration.ofMinutes(29));
    // The running hour counts too, from the states themselves.
    get(alice, "/v1/uptime")
        .statusCode(200)
        .body("data.name", contains("half", "paused"))
        .body("data[0].uptime.24h", equalTo(100f))
        .body("data[1].uptime.24h", nullValue())
        .body("policy.unknown", equalTo("excluded"));
    clock.advance(Duration.ofMinutes(34));
    book.sumUp();
    clock.advance(Duration.ofMinutes(57));
    get(alice, "/v1/uptime?limit=1&page=1")
        .body("data", hasSize(1))
        .body("pagination.total", equalTo(2))
        // half an hour up and an hour and a half down, all but a second
        .body("data[0].uptime.24h", equalTo(24.9965f))
        .body("data[0].uptime.90d", equalTo(24.9965f))
        .body("together.7d", equalTo(24.9965f));
    get(alice, "/v1/uptime?paused=down")
        .body("data[1].uptime.24h", equalTo(0f))
        .body("policy.paused", equalTo("down"))
        .body("together.24h", equalTo(12.4982f));
    get(alice, "/v1/uptime?tag=b").body("data.name", contains("paused"));
    get(alice, "/v1/uptime?monitor_ids=" + half.text() + "," + paused.text() + "&tag=b")
        .statusCode(200)
        .body("data.name", contains("paused"));
    String foreign = book.monitor(house.mallory(), "'name':'hers'", hour).text();
    String nobodys =
        foreign.substring(0, foreign.length() - 1) + (foreign.endsWith("0") ? "1" : "0");
    for (String id : new String[] {foreign, nobodys}) {
      for (String more : new String[] {"", "&tag=b"}) {
        get(alice, "/v1/uptime?monitor_ids=" + half.text() + "," + id + more)
            .statusCode(400)
            .body("errors[0].parameter", equalTo("monitor_ids"))
            .body("errors[0].message", equalTo("names " + id + ", which is unknown"));
      }
    }
    get(alice, "/v1/uptime?monitor_ids=,").statusCode(400);
  }

  /** Clocks go on between the moment that is asked for and the answer. */
  @Test
  void theRunningHourCountsThoughTheClockGoesOn() throws SQLException {
    Instant hour = begin();
    Person alice = house.alice();
    MonitorId down = book.monitor(alice, "'name':'down'", hour);
    book.stands(down, "DOWN", hour);
    clock.advance(Duration.ofMinutes(20));
    clock.goesOn(Duration.ofMillis(1));
    try {
      get(alice, "/v1/uptime").body("data[0].uptime.24h", equalTo(0f));
      get(alice, "/v1/reports/uptime?month=" + YearMonth.from(hour.atOffset(ZoneOffset.UTC)))
          .body("data[0].down_seconds", equalTo(1201))
          .body("data[0].longest_outage_seconds", equalTo(1201));
    } finally {
      clock.goesOn(Duration.ZERO);
    }
  }

  @Test
  void whoReachesSomeSeesThoseOnly() throws SQLException {
    Instant hour = begin();
    Person alice = house.alice();
    String category =
        alice.asks().body("{\"name\":\"c\"}").post("/v1/categories").then().extract().path("id");
    halfAnHour(alice, "'name':'in','category_id':'" + category + "'", hour);
    MonitorId out = halfAnHour(alice, "'name':'out'", hour);
    book.write(alice, out, Book.look(Verdict.UP, 1, hour, clock.instant()));
    String key =
        alice
            .asks()
            .body(
                ("{'name':'k','grants':[{'scopes':['monitor:read'],'categories':['"
                        + category
                        + "'],'groups':'ALL'}]}")
                    .replace('\'', '"'))
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    Person.asks(key).get("/v1/uptime").then().body("data.name", contains("in"));
    Person.asks(key)
        .get("/v1/reports/uptime?group_by=category")
        .then()
        .statusCode(200)
        .body("data.id", contains(category))
        .body("together.monitors", equalTo(1));
    Person.asks(key).get("/v1/reports/expiring").then().body("data", hasSize(0));
    get(alice, "/v1/reports/expiring").body("data.name", contains("out"));
    Person.asks(key).get("/v1/uptime?monitor_ids=" + out.text()).then().statusCode(400);
  }

  @Test
  void theReportOfAMonth() throws Exception {
    Instant hour = begin();
    Person alice = house.alice();
    halfAnHour(alice, "'name':'=cmd|\\\"<b>','tags':['a','b']", hour);
    halfAnHour(alice, "'name':'plain','tags':['a']", hour);
    clock.advance(Duration.ofMinutes(60));
    clock.advance(Duration.ofMinutes(3));
    book.sumUp();
    YearMonth month = YearMonth.from(hour.atOffset(ZoneOffset.UTC));
    String report = "/v1/reports/uptime?month=" + month;
    get(alice, report)
        .statusCode(200)
        .body("month", equalTo(month.toString()))
        .body("time_zone", equalTo("UTC"))
        .body("data", hasSize(2))
        .body("data[1].name", equalTo("plain"))
        .body("data[1].outages", equalTo(1))
        .body("data[1].up_seconds", equalTo(1800))
        .body("data[1].down_seconds", equalTo(1800 + 181))
        .body("data[1].longest_outage_seconds", equalTo(1800 + 181))
        .body("data[1].checks", equalTo(2))
        .body("together.monitors", equalTo(2))
        .body("together.outages", equalTo(2));
    get(alice, report + "&group_by=tag")
        .body("data.name", contains("a", "b"))
        .body("data.monitors", contains(2, 1));
    get(alice, report + "&group_by=category").body("data.name", contains(nullValue()));
    get(alice, report.replace(month.toString(), "2000-01"))
        .statusCode(200)
        .body("data[0].uptime", nullValue());
    get(alice, report.replace(month.toString(), "9998-12")).statusCode(200);
    for (String bad : new String[] {"month=x", "month=2030-13", "month=9999-12", "month=-1-01"}) {
      get(alice, "/v1/reports/uptime?" + bad).statusCode(400);
    }
    get(alice, "/v1/reports/uptime?month=x&time_zone=Mars")
        .statusCode(400)
        .body("errors.parameter", hasItems("month", "time_zone"));
    get(alice, report + "&time_zone=Asia/Kolkata")
        .statusCode(200)
        .body("from", containsString("T18:30:00Z"));
    get(alice, "/v1/reports/uptime").statusCode(200).body("data[0].uptime", nullValue());
    csvAndPage(alice, report);
  }

  private void csvAndPage(Person alice, String report) throws Exception {
    ValidatableResponse csv = alice.asks().accept("text/csv").get(report).then().statusCode(200);
    csv.contentType("text/csv;charset=UTF-8");
    String[] lines = csv.extract().body().asString().split("\r\n");
    assertEquals(3, lines.length);
    assertTrue(lines[0].startsWith("\"id\",\"name\",\"monitors\",\"uptime_percent\""), lines[0]);
    assertTrue(lines[1].contains(",\"'=cmd|\"\"<b>\",\"1\","), lines[1]);
    get(alice, report + "&format=csv").contentType("text/csv;charset=UTF-8");
    ValidatableResponse page = get(alice, report + "&format=html");
    page.statusCode(200)
        .contentType("text/html;charset=UTF-8")
        .header("Content-Security-Policy", containsString("default-src 'none'"));
    String html = page.extract().body().asString();
    assertTrue(html.contains("=cmd|&quot;&lt;b&gt;"), html);
    assertEquals(4, parsed(html).getElementsByTagName("tr").getLength());
  }

  private static Document parsed(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html.replace("<!DOCTYPE html>", ""))));
  }

  @Test
  void thePageIsReadByPeopleAndPrintersAndHasNoScript() throws Exception {
    Instant hour = begin();
    Person alice = house.alice();
    halfAnHour(alice, "'name':'<script>alert(1)</script>'", hour);
    MonitorId paused = book.monitor(alice, "'name':'rests'", hour);
    book.stands(paused, "PAUSED", hour);
    clock.advance(Duration.ofMinutes(63));
    book.sumUp();
    YearMonth month = YearMonth.from(hour.atZone(ZoneId.of("Asia/Kolkata")));
    ValidatableResponse answer =
        get(
            alice,
            "/v1/reports/uptime?format=html&target=99.9&time_zone=Asia/Kolkata&month=" + month);
    String html = answer.statusCode(200).extract().body().asString();
    Document page = parsed(html);
    assertEquals(1, page.getElementsByTagName("caption").getLength());
    assertEquals(0, page.getElementsByTagName("script").getLength());
    NodeList heads = page.getElementsByTagName("th");
    for (int i = 0; i < heads.getLength(); i++) {
      String scope = ((Element) heads.item(i)).getAttribute("scope");
      assertTrue(scope.equals("col") || scope.equals("row"), scope);
    }
    String text = page.getDocumentElement().getTextContent();
    for (String said :
        new String[] {
          "30 min",
          "33 min 1 s",
          "1 h 3 min 1 s",
          "+05:30",
          "Asia/Kolkata",
          "Generated",
          "99.9 %",
          "missed",
          "no data",
          "2 monitors, 1 outage"
        }) {
      assertTrue(text.contains(said), said + " in " + text);
    }
    String style = page.getElementsByTagName("style").item(0).getTextContent();
    assertTrue(style.contains("@media print") && style.contains("A4"), style);
    String hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(style.getBytes(StandardCharsets.UTF_8)));
    answer.header(
        "Content-Security-Policy",
        equalTo("default-src 'none'; style-src 'sha256-" + hash + "'; frame-ancestors 'none'"));
    for (String bad : new String[] {"-1", "100.1", "NaN", "x", "1e1"}) {
      get(alice, "/v1/reports/uptime?target=" + bad)
          .statusCode(400)
          .body("errors[0].parameter", equalTo("target"));
    }
    get(alice, "/v1/reports/uptime?target=45&month=" + month)
        .body("target", equalTo(45f))
        .body("data.met", contains(true, null))
        .body("data[1].paused_seconds", equalTo(3781))
        .body("generated_at", equalTo(clock.instant().toString()));
  }

  @Test
  void noCellIsAFormula() throws SQLException {
    begin();
    Person alice = house.alice();
    for (String name : new String[] {"=1+1", "+1", "-1", "@SUM(A1)", "\uFF1D1"}) {
      book.monitor(alice, "'name':'" + name + "'", clock.instant());
    }
    String csv =
        get(alice, "/v1/reports/uptime?format=csv").statusCode(200).extract().body().asString();
    assertEquals(
        List.of("'+1", "'-1", "'=1+1", "'@SUM(A1)", "'\uFF1D1"),
        csv.lines().skip(1).map(line -> line.split("\"")[3]).sorted().toList());
  }

  @Test
  void whatNobodyMaySeeTakesNoPlaceAmongWhatEnds() throws SQLException {
    begin();
    Person alice = house.alice();
    String category =
        alice.asks().body("{\"name\":\"c\"}").post("/v1/categories").then().extract().path("id");
    MonitorId last =
        book.monitor(alice, "'name':'last','category_id':'" + category + "'", clock.instant());
    book.write(
        alice,
        last,
        Book.look(Verdict.UP, 1, clock.instant(), clock.instant().plus(Duration.ofDays(9))));
    rows.change(
        """
        insert into monitor (id, account_id, name, kind, address, target, interval_seconds, timeout_seconds, confirm_down,
          confirm_up, created_at, updated_at)
        select gen_random_uuid(), ?, 'hidden', 'http', 'http://localhost:1/', '{"url":"http://localhost:1/"}', 60, 10, 2, 1,
          now(), now() from generate_series(1, 10001)""",
        alice.account().uuid());
    rows.change(
        "insert into result_expiry select id, account_id, ? from monitor where account_id = ? and name = 'hidden'",
        clock.instant().atOffset(ZoneOffset.UTC),
        alice.account().uuid());
    String key =
        alice
            .asks()
            .body(
                ("{'name':'k','grants':[{'scopes':['monitor:read'],'categories':['"
                        + category
                        + "'],'groups':'ALL'}]}")
                    .replace('\'', '"'))
            .post("/v1/keys")
            .then()
            .extract()
            .path("key");
    Person.asks(key)
        .get("/v1/reports/expiring")
        .then()
        .statusCode(200)
        .body("data.name", contains("last"))
        .body("pagination.total", equalTo(1));
    get(alice, "/v1/reports/expiring?limit=1&page=10002")
        .body("data.name", contains("last"))
        .body("pagination.total", equalTo(10_002));
    rows.change(
        "delete from monitor where account_id = ? and name = 'hidden'", alice.account().uuid());
  }

  @Test
  void theAccountSaysHowTimeCounts() throws SQLException {
    Instant hour = begin();
    Person alice = house.alice();
    halfAnHour(alice, "'name':'m'", hour);
    String policy =
        "{\"degraded\":\"down\",\"unknown\":\"down\",\"maintenance\":\"up\",\"paused\":\"up\"}";
    get(alice, "/v1/uptime/policy").body("degraded", equalTo("up")).header("ETag", "\"-1\"");
    alice.asks().body(policy).put("/v1/uptime/policy").then().statusCode(200);
    get(alice, "/v1/uptime/policy").body("degraded", equalTo("down"));
    get(alice, "/v1/uptime").body("policy.maintenance", equalTo("up"));
    get(alice, "/v1/uptime?maintenance=excluded").body("policy.maintenance", equalTo("excluded"));
    get(alice, "/v1/activity").body("data.action", hasItems("uptime_policy.updated"));
    alice
        .asks()
        .header("If-Match", "\"-1\"")
        .body(policy)
        .put("/v1/uptime/policy")
        .then()
        .statusCode(412);
    alice.asks().body("{\"degraded\":\"maybe\"}").put("/v1/uptime/policy").then().statusCode(422);
    house.bob(alice).asks().body(policy).put("/v1/uptime/policy").then().statusCode(403);
    get(house.mallory(), "/v1/uptime/policy").body("degraded", equalTo("up"));
  }

  private static ValidatableResponse get(Person person, String path) {
    return person.asks().urlEncodingEnabled(false).get(path).then();
  }
}
