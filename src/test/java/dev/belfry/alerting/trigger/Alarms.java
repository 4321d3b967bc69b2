package dev.belfry.alerting.trigger;

import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.notify.Receiver;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What tests of triggers make. */
final class Alarms {
  private Alarms() {}

  static ValidatableResponse post(Person person, String path, String json) {
    return person.asks().body(json.replace('\'', '"')).post("/v1/" + path).then();
  }

  static String made(Person person, String path, String json) {
    return post(person, path, json).statusCode(201).extract().path("id");
  }

  /** A role that leads to a receiver by a webhook which hears nothing else. */
  static String role(Person person, Receiver receiver) {
    String webhook =
        person
            .asks()
            .body(Map.of("url", receiver.url(), "events", List.of("key.unused")))
            .post("/v1/webhooks")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return made(person, "notification-roles", "{'name':'ops','webhook_ids':['" + webhook + "']}");
  }

  static String monitor(Person person, Site site, String fields) {
    return made(
        person,
        "monitors",
        "{'name':'Shop','type':'http','confirm_down':1,'url':'" + site.url() + "'" + fields + "}");
  }

  static void check(Person person, String monitor) {
    person.asks().post("/v1/monitors/" + monitor + "/check").then().statusCode(200);
  }

  static String incident(Person person, String monitor) {
    return person.asks().get("/v1/incidents?monitor_id=" + monitor).path("data[0].id");
  }

  /** The types of what came, in their order, with the number of the ring. */
  static List<String> heard(Receiver receiver) {
    List<Receiver.Got> got = new ArrayList<>();
    receiver.got.drainTo(got);
    return got.stream()
        .map(one -> new JsonPath(one.body()))
        .map(body -> body.getString("type") + " " + body.getString("data.ring.number"))
        .toList();
  }

  static JsonPath rings(Person person, String incident) {
    return person
        .asks()
        .get("/v1/incidents/" + incident + "/rings")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }
}
