package dev.belfry.result;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
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

/** The report of a month, as programs, tables and people read it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MonthReportTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Book book;

  @Test
  void theReportOfAMonth() throws Exception {
    Instant hour = book.begin();
    Person alice = house.alice();
    book.halfAnHour(alice, "'name':'=cmd|\\\"<b>','tags':['a','b']", hour);
    book.halfAnHour(alice, "'name':'plain','tags':['a']", hour);
    clock.advance(Duration.ofMinutes(60));
    clock.advance(Duration.ofMinutes(3));
    book.sumUp();
    YearMonth month = YearMonth.from(hour.atOffset(ZoneOffset.UTC));
    String report = "/v1/reports/uptime?month=" + month;
    Book.get(alice, report)
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
    Book.get(alice, report + "&group_by=tag")
        .body("data.name", contains("a", "b"))
        .body("data.monitors", contains(2, 1));
    Book.get(alice, report + "&group_by=category").body("data.name", contains(nullValue()));
    Book.get(alice, report.replace(month.toString(), "2000-01"))
        .statusCode(200)
        .body("data[0].uptime", nullValue());
    Book.get(alice, report.replace(month.toString(), "9998-12")).statusCode(200);
    for (String bad : new String[] {"month=x", "month=2030-13", "month=9999-12", "month=-1-01"}) {
      Book.get(alice, "/v1/reports/uptime?" + bad).statusCode(400);
    }
    Book.get(alice, "/v1/reports/uptime?month=x&time_zone=Mars&target=1e1")
        .statusCode(400)
        .body("errors.parameter", hasItems("month", "time_zone", "target"));
    Book.get(alice, report + "&time_zone=Asia/Kolkata")
        .statusCode(200)
        .body("from", containsString("T18:30:00Z"));
    Book.get(alice, "/v1/reports/uptime").statusCode(200).body("data[0].uptime", nullValue());
    csvAndPage(alice, report);
  }

  private void csvAndPage(Person alice, String report) throws Exception {
    ValidatableResponse csv = alice.asks().accept("text/csv").get(report).then().statusCode(200);
    csv.contentType("text/csv;charset=UTF-8");
    String[] lines = csv.extract().body().asString().split("\r\n");
    assertEquals(3, lines.length);
    assertTrue(lines[0].startsWith("\"id\",\"name\",\"monitors\",\"uptime_percent\""), lines[0]);
    assertTrue(lines[1].contains(",\"'=cmd|\"\"<b>\",\"1\","), lines[1]);
    Book.get(alice, report + "&format=csv").contentType("text/csv;charset=UTF-8");
    ValidatableResponse page = Book.get(alice, report + "&format=html");
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
    Instant hour = book.begin();
    Person alice = house.alice();
    book.halfAnHour(alice, "'name':'<script>alert(1)</script>'", hour);
    MonitorId paused = book.monitor(alice, "'name':'rests'", hour);
    book.stands(paused, "PAUSED", hour);
    clock.advance(Duration.ofMinutes(63));
    book.sumUp();
    YearMonth month = YearMonth.from(hour.atZone(ZoneId.of("Asia/Kolkata")));
    ValidatableResponse answer =
        Book.get(
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
    // Browsers hold a page to all that it names.
    assertEquals(1, answer.extract().headers().getValues("Content-Security-Policy").size());
    for (String bad : new String[] {"-1", "100.1", "NaN", "x", "1e1"}) {
      Book.get(alice, "/v1/reports/uptime?target=" + bad)
          .statusCode(400)
          .body("errors[0].parameter", equalTo("target"));
    }
    Book.get(alice, "/v1/reports/uptime?target=45&month=" + month)
        .body("target", equalTo(45f))
        .body("data.met", contains(true, null))
        .body("data[1].paused_seconds", equalTo(3781))
        .body("generated_at", equalTo(clock.instant().toString()));
  }

  @Test
  void noCellIsAFormula() throws SQLException {
    book.begin();
    Person alice = house.alice();
    for (String name : new String[] {"=1+1", "+1", "-1", "@SUM(A1)", "\uFF1D1"}) {
      book.monitor(alice, "'name':'" + name + "'", clock.instant());
    }
    String csv =
        Book.get(alice, "/v1/reports/uptime?format=csv")
            .statusCode(200)
            .extract()
            .body()
            .asString();
    assertEquals(
        List.of("'+1", "'-1", "'=1+1", "'@SUM(A1)", "'\uFF1D1"),
        csv.lines().skip(1).map(line -> line.split("\"")[3]).sorted().toList());
  }
}
