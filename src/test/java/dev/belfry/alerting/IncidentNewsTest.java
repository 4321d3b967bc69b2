package dev.belfry.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.notify.Receiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** News of an incident name the first of its monitors of which all may know who hear them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class IncidentNewsTest {
  @Inject House house;
  @Inject Desk desk;

  private Person alice;
  private Receiver receiver;
  private String shop;
  private String web;
  private String db;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    receiver = new Receiver();
    shop = made("categories", Map.of("name", "Shop"));
    web = made("groups", Map.of("name", "Web"));
    db = made("groups", Map.of("name", "Db"));
    made(
        "webhooks",
        Map.of(
            "url",
            receiver.url(),
            "events",
            List.of("incident.created", "incident.updated", "incident.resolved")));
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void allNewsNameIt() {
    String monitor = monitor("Till", Map.of("category_id", shop));
    String incident =
        made("incidents", Map.of("title", "x", "category_id", shop, "affected", List.of(monitor)));
    JsonPath opened = heard();
    assertEquals("incident.created", opened.getString("type"));
    assertEquals(monitor, opened.getString("data.monitor.id"));
    assertEquals("Till", opened.getString("data.monitor.name"));
    assertEquals("http", opened.getString("data.monitor.type"));
    assertNull(opened.get("data.monitor.url"), "that needs monitor:read");
    made("incidents/" + incident + "/updates", Map.of("message", "It is the disk."));
    JsonPath updated = heard();
    assertEquals("incident.updated", updated.getString("type"));
    assertEquals("Till", updated.getString("data.monitor.name"));
    alice.asks().post("/v1/incidents/" + incident + "/resolve").then().statusCode(200);
    JsonPath resolved = heard();
    assertEquals("incident.resolved", resolved.getString("type"));
    assertEquals("Till", resolved.getString("data.monitor.name"));
  }

  @Test
  void oneThatLiesElsewhereIsNotNamed() {
    String inShop = monitor("In the shop", Map.of("category_id", shop));
    String inBoth = monitor("In both", Map.of("group_ids", List.of(web, db)));
    String inWeb = monitor("In the web", Map.of("group_ids", List.of(web)));
    assertEquals("In the shop", named(Map.of(), inShop), "who hears of this reaches all");
    assertEquals("In the shop", named(Map.of("category_id", shop), inShop));
    assertEquals("none", named(Map.of("category_id", shop), inWeb));
    assertEquals("In the shop", named(Map.of("category_id", shop), inWeb, inShop));
    assertEquals("In both", named(Map.of("group_ids", List.of(web)), inBoth));
    assertEquals("In both", named(Map.of("group_ids", List.of(web, db)), inWeb, inBoth));
    assertEquals("none", named(Map.of("group_ids", List.of(web, db)), inWeb));
    assertEquals("none", named(Map.of()));
  }

  private String named(Map<String, ?> place, String... affected) {
    Map<String, Object> body = new java.util.HashMap<>(place);
    body.put("title", "x");
    body.put("affected", List.of(affected));
    made("incidents", body);
    JsonPath heard = heard();
    Map<String, ?> data = heard.getMap("data");
    if (!data.containsKey("monitor")) {
      assertFalse(heard.prettify().contains("In the"), "nothing tells of it");
      return "none";
    }
    return heard.getString("data.monitor.name");
  }

  private JsonPath heard() {
    desk.runDue();
    Receiver.Got got = receiver.got.poll();
    assertNotNull(got);
    assertEquals(0, receiver.got.size());
    return new JsonPath(got.body());
  }

  private String monitor(String name, Map<String, ?> place) {
    Map<String, Object> body = new java.util.HashMap<>(place);
    body.putAll(Map.of("name", name, "type", "http", "url", "http://localhost:1/"));
    return made("monitors", body);
  }

  private String made(String path, Map<String, ?> body) {
    return alice.asks().body(body).post("/v1/" + path).then().statusCode(201).extract().path("id");
  }
}
