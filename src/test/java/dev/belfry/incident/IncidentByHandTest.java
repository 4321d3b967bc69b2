package dev.belfry.incident;

import static dev.belfry.incident.Wreck.INCIDENTS;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Incidents that people open, and what they write of all. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class IncidentByHandTest extends IncidentScene {

  @Test
  void aPersonOpensChangesAndDeletesOne() {
    String one = wreck.monitor("One");
    String other = wreck.monitor("Other");
    Map<String, Object> body = new HashMap<>();
    body.put("title", "Payments are slow");
    body.put("impact", "high");
    body.put("affected", List.of(one, other));
    var made = alice.asks().body(body).post(INCIDENTS).then().statusCode(201);
    String id =
        made.body("origin", equalTo("person"))
            .body("status", equalTo("investigating"))
            .body("affected", containsInAnyOrder(one, other))
            .body("updates", hasSize(1))
            .extract()
            .path("id");
    String tag = made.extract().header("ETag");
    patch(id, Map.of("title", "Payments fail", "affected", List.of(other)))
        .statusCode(200)
        .body("title", equalTo("Payments fail"))
        .body("impact", equalTo("high"))
        .body("affected", contains(other));
    alice
        .asks()
        .header("If-Match", tag)
        .body(body)
        .put(INCIDENTS + "/" + id)
        .then()
        .statusCode(412);
    patch(id, Map.of("status", "identified"))
        .body("status", equalTo("identified"))
        .body("updates", hasSize(2));
    patch(id, Map.of("status", "resolved")).body("status", equalTo("resolved"));
    assertEquals(1, wreck.told("incident.resolved"));
    patch(id, Map.of("status", "monitoring"))
        .body("status", equalTo("monitoring"))
        .body("resolved_at", nullValue());
    alice.asks().delete(INCIDENTS + "/" + id).then().statusCode(204);
    alice.asks().get(INCIDENTS + "/" + id).then().statusCode(404);
    assertEquals(1, wreck.told("incident.deleted"));
  }

  @Test
  void everythingWrongIsNamed() {
    Person dave = house.member(alice, "dave");
    alice
        .asks()
        .body(Map.of("title", "", "impact", "awful", "affected", List.of("x")))
        .post(INCIDENTS)
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItems("/title", "/impact", "/affected/0"));
    alice
        .asks()
        .body(
            Map.of(
                "title",
                "x",
                "status",
                "resolved",
                "affected",
                List.of("mon_01h455vb4pex5vsknk084sn02q"),
                "category_id",
                "cat_01h455vb4pex5vsknk084sn02q",
                "group_ids",
                List.of("grp_01h455vb4pex5vsknk084sn02q"),
                "assignee_id",
                member(dave)))
        .post(INCIDENTS)
        .then()
        .statusCode(422)
        .body(
            "errors.pointer",
            containsInAnyOrder(
                "/status", "/affected/0", "/category_id", "/group_ids/0", "/assignee_id"));
    alice
        .asks()
        .body(Map.of("title", "line\nbreak"))
        .post(INCIDENTS)
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("invisible_character"));
    for (String query :
        List.of("from=soon", "to=1", "q=" + "x".repeat(201), "sort=x", "merged=x")) {
      alice.asks().get(INCIDENTS + "?" + query).then().statusCode(400).body("errors", hasSize(1));
    }
  }

  @Test
  void whatAMonitorOpenedStaysWhereItIsAndIsNotDeleted() {
    String incident = wreck.outage("Shop");
    String other = wreck.monitor("Other");
    patch(incident, Map.of("title", "The shop does not answer", "impact", "critical"))
        .statusCode(200)
        .body("title", equalTo("The shop does not answer"))
        .body("impact", equalTo("critical"));
    patch(incident, Map.of("affected", List.of(other)))
        .statusCode(422)
        .body("errors.pointer", contains("/affected"));
    String category = wreck.named("/v1/categories", "Shop");
    patch(incident, Map.of("category_id", category))
        .statusCode(422)
        .body("errors.pointer", contains("/category_id"));
    alice.asks().delete(INCIDENTS + "/" + incident).then().statusCode(409);
    alice
        .asks()
        .body(Map.of("title", "By PUT"))
        .put(INCIDENTS + "/" + incident)
        .then()
        .statusCode(200);
  }

  @Test
  void somebodyTakesItOnAndIsNamed() {
    String incident = wreck.outage("Shop");
    Person bob = house.member(alice, "bob", "incident:read", "incident:acknowledge");
    bob.asks()
        .post(INCIDENTS + "/" + incident + "/acknowledge")
        .then()
        .statusCode(200)
        .body("acknowledged_by", equalTo(bob.email()));
    alice
        .asks()
        .post(INCIDENTS + "/" + incident + "/acknowledge")
        .then()
        .body("acknowledged_by", equalTo(bob.email()));
    assertEquals(1, wreck.told("incident.acknowledged"));
    assertEquals(List.of("Shop is down"), wreck.titles("acknowledged=true"));
    patch(incident, Map.of("assignee_id", member(bob))).statusCode(200);
    assertEquals(List.of("Shop is down"), wreck.titles("assignee_id=" + member(bob)));
    alice.asks().post(INCIDENTS + "/" + incident + "/unacknowledge").then().statusCode(200);
    assertEquals(List.of(), wreck.titles("acknowledged=true"));
    bob.asks().post(INCIDENTS + "/" + incident + "/resolve").then().statusCode(403);
    alice.asks().post(INCIDENTS + "/" + incident + "/resolve").then().statusCode(200);
    bob.asks().post(INCIDENTS + "/" + incident + "/acknowledge").then().statusCode(409);
  }

  @Test
  void updatesAreMarkdownAndLeaveATrace() {
    String incident = wreck.outage("Shop");
    Person bob = house.member(alice, "bob", "incident:read", "incident:update");
    String updates = INCIDENTS + "/" + incident + "/updates";
    var told =
        bob.asks()
            .body(Map.of("message", "It is <b>**the** [disk](javascript:a)", "public", true))
            .post(updates)
            .then()
            .statusCode(201)
            .body(
                "updates[1].message_html",
                equalTo(
                    "<p>It is &lt;b&gt;<strong>the</strong> <a rel=\"nofollow\" href=\"\">disk</a></p>\n"))
            .body("updates[1].public", equalTo(true))
            .body("updates[0].automatic", equalTo(true));
    String update = told.extract().path("updates[1].id");
    String first = told.extract().path("updates[0].id");
    alice
        .asks()
        .body(Map.of("message", "mine now"))
        .put(updates + "/" + update)
        .then()
        .statusCode(403)
        .body("code", equalTo("not_the_author"));
    bob.asks().body(Map.of("message", "x")).put(updates + "/" + first).then().statusCode(403);
    bob.asks()
        .body(Map.of("message", "It is the controller."))
        .put(updates + "/" + update)
        .then()
        .statusCode(200)
        .body("updates[1].message", equalTo("It is the controller."))
        .body("updates[1].edited_at", org.hamcrest.Matchers.notNullValue());
    alice
        .asks()
        .get("/v1/activity?action=incident.update_edited")
        .then()
        .body("data[0].changes[0].before", equalTo("It is <b>**the** [disk](javascript:a)"));
    bob.asks().delete(updates + "/" + update).then().statusCode(204);
    alice
        .asks()
        .get(INCIDENTS + "/" + incident)
        .then()
        .body("updates", hasSize(2))
        .body("updates[1].message", equalTo(""))
        .body("updates[1].public", equalTo(false))
        .body("updates[1].deleted_at", org.hamcrest.Matchers.notNullValue());
    bob.asks().delete(updates + "/" + update).then().statusCode(409);
  }

  @Test
  void whatWasLearntIsWrittenDown() {
    String incident = wreck.outage("Shop");
    alice
        .asks()
        .body(Map.of("text", "# Why\nThe disk was full.", "public", true))
        .put(INCIDENTS + "/" + incident + "/postmortem")
        .then()
        .statusCode(200)
        .body("postmortem.text_html", equalTo("<h1>Why</h1>\n<p>The disk was full.</p>\n"))
        .body("postmortem.author", equalTo(alice.email()));
    alice.asks().delete(INCIDENTS + "/" + incident + "/postmortem").then().statusCode(204);
    alice.asks().get(INCIDENTS + "/" + incident).then().body("postmortem", nullValue());
    alice.asks().delete(INCIDENTS + "/" + incident + "/postmortem").then().statusCode(404);
  }

  private String member(Person person) {
    return alice
        .asks()
        .get("/v1/users?limit=100")
        .then()
        .statusCode(200)
        .extract()
        .path("data.find { it.email == '" + person.email() + "' }.member_id");
  }
}
