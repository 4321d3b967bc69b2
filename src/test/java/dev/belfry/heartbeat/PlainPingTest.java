package dev.belfry.heartbeat;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.heartbeat.Beats.Beat;
import dev.belfry.house.House;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Pings that are nothing but a URL have a shorter way; nobody can tell it from the other. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PlainPingTest {
  /** Takes the way of all that is to be read. */
  private static final String MORE = "?more=1";

  private static final List<String> EACH = List.of("Date", "X-Request-Id", "X-Trace-Id");

  @Inject House house;

  @Test
  void bothWaysAnswerAlike() {
    Beat beat = Beat.make(house.alice(), "'period_seconds':60");
    List<String> paths =
        List.of(
            beat.path(),
            beat.path().toUpperCase(Locale.ROOT).replace("/PING/", "/ping/"),
            "/ping/" + UUID.randomUUID(),
            "/ping/" + "x".repeat(36),
            "/ping/0000000-00000-0000-0000-000000000000",
            "/ping/%00" + "a".repeat(33),
            "/ping/" + "a/".repeat(18));
    List<UnaryOperator<RequestSpecification>> shapes =
        List.of(
            asked -> asked,
            asked -> asked.header("X-Forwarded-Proto", "https"),
            asked -> asked.header("X-Forwarded-Proto", "http"),
            asked -> asked.header("X-Forwarded-Proto", "https", "http"),
            asked -> asked.header("Forwarded", "proto=http"),
            asked -> asked.header("Authorization", "Bearer blf_nothing"),
            asked -> asked.header("Origin", "https://elsewhere.example"),
            asked -> asked.header("Accept", "application/json"));
    List<String> read = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    for (String path : paths) {
      for (UnaryOperator<RequestSpecification> shape : shapes) {
        for (String method : List.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE")) {
          String what = method + " " + path + " " + shapes.indexOf(shape) + " ";
          read.add(what + seen(method, path + MORE, shape));
          plain.add(what + seen(method, path, shape));
        }
      }
    }
    assertEquals(String.join("\n", read), String.join("\n", plain));
    Beat.plain().get(beat.path()).then().statusCode(200).body(equalTo("OK"));
    assertTrue(beat.pings().getList("data.method").contains("HEAD"));
  }

  @Test
  void whatIsSentMoreOftenThanItMayIsRefusedByBothWays() {
    Beat beat = Beat.make(house.alice(), "'period_seconds':60");
    int sent = 0;
    while (Beat.plain().get(beat.path()).statusCode() == 200) {
      sent++;
    }
    assertTrue(sent > 10, "" + sent);
    for (String more : List.of("", MORE)) {
      Beat.plain()
          .get(beat.path() + more)
          .then()
          .statusCode(429)
          .contentType("application/problem+json")
          .header("Retry-After", equalTo("1"))
          .body("code", equalTo("too_many_pings"));
    }
  }

  private static List<String> lines(Headers headers) {
    return StreamSupport.stream(headers.spliterator(), false)
        .filter(header -> !EACH.contains(header.getName()))
        .map(Header::toString)
        .map(line -> line.toLowerCase(Locale.ROOT))
        .sorted()
        .toList();
  }

  private static String seen(
      String method, String path, UnaryOperator<RequestSpecification> shape) {
    Response response = shape.apply(Beat.plain()).urlEncodingEnabled(false).request(method, path);
    String body = response.asString().replaceAll("req_[0-9a-z]+", "req");
    return response.statusCode() + " " + lines(response.headers()) + " " + body;
  }
}
