package dev.belfry.notify.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Outcome;
import dev.belfry.notify.Outcome.Verdict;
import dev.belfry.notify.Receiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each vendor as its documentation says, played by a server on loopback. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class VendorWireTest extends VendorScene {

  @Test
  void slack() {
    Receiver.Got got = got("slack", down(), 200, "ok");
    assertEquals("POST", got.method());
    assertTrue(got.path().startsWith("/hook/"));
    assertTrue(got.header("content-type").startsWith("application/json"));
    JsonNode body = Sample.json(got.body());
    assertEquals("Down: Shop", body.path("text").asText());
    assertEquals("header", body.at("/blocks/0/type").asText());
    assertEquals("plain_text", body.at("/blocks/0/text/type").asText());
    assertEquals("It is down.", body.at("/blocks/1/text/text").asText());
    assertTrue(body.at("/blocks/2/fields").size() <= 10);
  }

  @Test
  void discord() {
    Receiver.Got got = got("discord", down(), 200, "{}");
    assertTrue(got.path().endsWith("&wait=true"));
    JsonNode body = Sample.json(got.body());
    assertEquals("Down\\: Shop", body.at("/embeds/0/title").asText());
    assertEquals("2030-01-01T00:00:00Z", body.at("/embeds/0/timestamp").asText());
    assertTrue(body.at("/embeds/0/color").isInt());
    assertTrue(body.at("/allowed_mentions/parse").isEmpty());
  }

  @Test
  void teams() {
    JsonNode body = Sample.json(got("teams", down(), 202, "").body());
    assertEquals("message", body.path("type").asText());
    assertEquals(
        "application/vnd.microsoft.card.adaptive", body.at("/attachments/0/contentType").asText());
    assertEquals("AdaptiveCard", body.at("/attachments/0/content/type").asText());
    assertEquals("Attention", body.at("/attachments/0/content/body/0/color").asText());
  }

  @Test
  void telegram() {
    Receiver.Got got = got("telegram", down(), 200, "{\"ok\":true,\"result\":{}}");
    assertTrue(got.path().matches("/bot123456:[A-Za-z0-9_-]+/sendMessage"), got.path());
    JsonNode body = Sample.json(got.body());
    assertEquals("-100123", body.path("chat_id").asText());
    assertEquals("HTML", body.path("parse_mode").asText());
    assertTrue(body.path("text").asText().startsWith("<b>Down: Shop</b>\nIt is down."));
  }

  @Test
  void ntfy() {
    Receiver.Got got = got("ntfy", down(), 200, "{}");
    assertEquals("/", got.path());
    assertEquals("Bearer tk_" + Sample.SECRET, got.header("authorization"));
    JsonNode body = Sample.json(got.body());
    assertEquals("alerts", body.path("topic").asText());
    assertEquals(5, body.path("priority").asInt());
    assertEquals("rotating_light", body.at("/tags/0").asText());
    answers(200, "{}", Map.of());
    Kind kind = kind("ntfy");
    Map<String, Object> basic = new HashMap<>(Sample.settings("ntfy", base()));
    basic.remove("token");
    basic.put("username", "u");
    basic.put("password", "p");
    kind.send(new Settings(kind.fields(), basic), down(), NOW);
    assertEquals("Basic dTpw", vendor.one().header("authorization"));
  }

  @Test
  void pushover() {
    Receiver.Got got = got("pushover", down(), 200, "{\"status\":1}");
    assertEquals("/1/messages.json", got.path());
    assertEquals("application/x-www-form-urlencoded", got.header("content-type"));
    assertTrue(got.body().contains("&priority=1"), got.body());
    assertTrue(got.body().contains("&title=Down%3A%20Shop&message=It%20is%20down."), got.body());
    answers(200, "{}", Map.of());
    Kind kind = kind("pushover");
    Map<String, Object> ringing = new HashMap<>(Sample.settings("pushover", base()));
    ringing.put("emergency", true);
    kind.send(new Settings(kind.fields(), ringing), down(), NOW);
    assertTrue(vendor.one().body().endsWith("&priority=2&retry=60&expire=3600"));
  }

  @Test
  void pagerDutyRaisesAndResolvesUnderTheIncident() {
    Receiver.Got got = got("pagerduty", down(), 202, "{\"status\":\"success\"}");
    assertEquals("/v2/enqueue", got.path());
    JsonNode raised = Sample.json(got.body());
    assertEquals("trigger", raised.path("event_action").asText());
    assertEquals(Sample.INCIDENT, raised.path("dedup_key").asText());
    assertEquals("critical", raised.at("/payload/severity").asText());
    assertEquals("Down: Shop", raised.at("/payload/summary").asText());
    JsonNode ended =
        Sample.json(
            got("pagerduty", Sample.news("monitor.up", "Shop", "ok", "resolved"), 202, "").body());
    assertEquals("resolve", ended.path("event_action").asText());
    assertEquals(Sample.INCIDENT, ended.path("dedup_key").asText());
    JsonNode acknowledged =
        Sample.json(
            got(
                    "pagerduty",
                    Sample.of(
                        "incident.updated",
                        Map.of(
                            "incident",
                            Map.of(
                                "id",
                                Sample.INCIDENT,
                                "title",
                                "t",
                                "acknowledged_at",
                                "2030-01-01T00:00:00Z"))),
                    202,
                    "")
                .body());
    assertEquals("acknowledge", acknowledged.path("event_action").asText());
    JsonNode degraded =
        Sample.json(got("pagerduty", Sample.news("monitor.degraded"), 202, "").body());
    assertEquals(Sample.MONITOR + "/degraded", degraded.path("dedup_key").asText());
    assertEquals("warning", degraded.at("/payload/severity").asText());
  }

  @Test
  void opsgenieCreatesAndClosesOneAlert() {
    Receiver.Got got = got("opsgenie", down(), 202, "{}");
    assertEquals("/v2/alerts", got.path());
    assertEquals("GenieKey key-" + Sample.SECRET, got.header("authorization"));
    JsonNode body = Sample.json(got.body());
    assertEquals(Sample.INCIDENT, body.path("alias").asText());
    assertEquals("P1", body.path("priority").asText());
    assertTrue(body.path("message").asText().length() <= 130);
    Receiver.Got closed =
        got("opsgenie", Sample.news("incident.resolved", "Shop", "ok", "resolved"), 202, "{}");
    assertEquals("/v2/alerts/" + Sample.INCIDENT + "/close?identifierType=alias", closed.path());
    Receiver.Got noted = got("opsgenie", Sample.news("incident.updated"), 202, "{}");
    assertEquals("/v2/alerts/" + Sample.INCIDENT + "/notes?identifierType=alias", noted.path());
  }

  @Test
  void googleChat() {
    Receiver.Got got = got("google_chat", down(), 200, "{}");
    assertTrue(got.path().endsWith("&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"));
    JsonNode body = Sample.json(got.body());
    assertEquals(Sample.INCIDENT, body.at("/thread/threadKey").asText());
    assertEquals("Down: Shop", body.at("/cardsV2/0/card/header/title").asText());
  }

  @Test
  void matrixTellsTheSameOnceUnderTheIdOfTheMessage() {
    Receiver.Got got = got("matrix", down(), 200, "{\"event_id\":\"$1\"}");
    assertEquals("PUT", got.method());
    assertEquals(
        "/_matrix/client/v3/rooms/%21r%2Fo%3Aexample.org/send/m.room.message/" + down().id(),
        got.path());
    assertEquals("Bearer " + Sample.SECRET, got.header("authorization"));
    JsonNode body = Sample.json(got.body());
    assertEquals("m.notice", body.path("msgtype").asText());
    assertTrue(body.path("m.mentions").isObject());
  }

  @Test
  void httpFillsItsTemplate() {
    String hostile = "a\"b\\c\nd{{id}}</x>";
    Receiver.Got got =
        got("http", Sample.news("monitor.down", hostile, hostile, "investigating"), 204, "");
    assertEquals("/in", got.path());
    assertEquals(Sample.SECRET, got.header("x-token"));
    JsonNode body = Sample.json(got.body());
    assertEquals("Down: a\"b\\c d{{id}}</x>", body.path("t").asText());
    assertEquals(hostile, body.path("m").asText());
    assertEquals("a\"b\\c d{{id}}</x>", body.path("n").asText());
  }

  /** What came when this was sent and taken. */
  private Receiver.Got got(String kind, News news, int status, String body) {
    answers(status, body, Map.of());
    Outcome outcome = send(kind, news);
    assertEquals(Verdict.DELIVERED, outcome.verdict(), String.valueOf(outcome.error()));
    return vendor.one();
  }
}
