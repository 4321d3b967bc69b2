package dev.belfry.bulk;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is given away comes back as it was, without its secrets, and never as a formula. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ExportTest {
  private static final String EXPORT = "/v1/monitors/export";

  @Inject House house;
  private Person alice;

  @BeforeEach
  void anAccount() {
    alice = house.alice();
  }

  @Test
  void comesBackAsItWas() {
    make(
        "{'name':'=HYPERLINK(1)','type':'http','url':'http://localhost:1/?a=\\u00e4,b','key':'one','tags':['a;b','@c'],'thresholds':{'degraded_ms':7}}");
    make("{'name':'\\u0027quoted','type':'ping','host':'localhost','packets':3,'enabled':false}");
    make("{'name':'API','type':'api','steps':[{'url':'http://localhost:1/'}]}");
    String csv = alice.asks().get(EXPORT).then().statusCode(200).extract().asString();
    assertTrue(csv.contains("'=HYPERLINK(1)"), csv);
    assertFalse(csv.contains(",=HYPERLINK"), csv);
    Person mallory = house.mallory();
    mallory
        .asks()
        .contentType("text/csv")
        .body(csv.getBytes(StandardCharsets.UTF_8))
        .post("/v1/monitors/import")
        .then()
        .statusCode(200)
        .body("created", equalTo(3));
    assertEquals(bodies(alice), bodies(mallory));
  }

  @Test
  void whatComesBackUntouchedChangesNothing() {
    make("{'name':'One','type':'http','url':'http://localhost:1/','key':'one'}");
    make(
        "{'name':'Two','type':'ping','host':'localhost','key':'two','tags':['a'],'thresholds':{'degraded_ms':7},'flap_detection':{'looks':10}}");
    make("{'name':'Job','type':'heartbeat','key':'job','period_seconds':60}");
    make(
        "{'name':'Db','type':'database','engine':'redis','host':'localhost','port':1,'user':'u','password':'hunter2','key':'db'}");
    alice
        .asks()
        .body(Json.of("{'action':'pause','filter':{'q':'two'},'for_seconds':600}"))
        .post("/v1/monitors/bulk")
        .then()
        .body("changed", equalTo(1));
    String csv = alice.asks().get(EXPORT).asString();
    alice
        .asks()
        .contentType("text/csv")
        .body(csv.getBytes(StandardCharsets.UTF_8))
        .post("/v1/monitors/import?mode=row_by_row&on_existing=update")
        .then()
        .statusCode(200)
        .body("errors", equalTo(List.of()))
        .body("unchanged", equalTo(4));
    alice.asks().get("/v1/activity?action=monitor.updated").then().body("data", equalTo(List.of()));
    alice
        .asks()
        .get("/v1/monitors?status=paused")
        .then()
        .body("data.name", equalTo(List.of("Two")));
  }

  @Test
  void secretsStayAndAreRefusedWhenTheyComeBackMasked() {
    make(
        "{'name':'Db','type':'database','engine':'redis','host':'localhost','port':1,'user':'u','password':'hunter2'}");
    for (String format : new String[] {"csv", "json"}) {
      String text = alice.asks().get(EXPORT + "?format=" + format).then().extract().asString();
      assertFalse(text.contains("hunter2"), text);
      assertTrue(text.contains("***"), text);
    }
    String csv = alice.asks().get(EXPORT).asString();
    house
        .mallory()
        .asks()
        .contentType("text/csv")
        .body(csv.getBytes(StandardCharsets.UTF_8))
        .post("/v1/monitors/import")
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("masked"))
        .body("errors[0].pointer", equalTo("/password"));
  }

  @Test
  void onlyWhatTheCallerSeesAndAsksFor() {
    String shop =
        alice
            .asks()
            .body(Map.of("name", "Shop"))
            .post("/v1/categories")
            .then()
            .extract()
            .path("id");
    make(
        "{'name':'In','type':'ping','host':'localhost','category_id':'" + shop + "','tags':['a']}");
    make("{'name':'Out','type':'ping','host':'localhost','tags':['a']}");
    String key = Grant.key(alice, Grant.of("monitor:read").in(shop));
    assertEquals(
        List.of("In"),
        Person.asks(key).get(EXPORT + "?format=json&tag=a").then().extract().path("name"));
    assertEquals(
        List.of(),
        Person.asks(key).get(EXPORT + "?format=json&tag=b").then().extract().path("name"));
    assertEquals(
        List.of(),
        house.mallory().asks().get(EXPORT + "?format=json").then().extract().path("name"));
  }

  /** Those of one moment have no order among each other. */
  private List<Object> bodies(Person who) {
    List<Object> bodies =
        who.asks().get(EXPORT + "?format=json").then().statusCode(200).extract().path("$");
    return bodies.stream().sorted(Comparator.comparing(Object::toString)).toList();
  }

  private void make(String body) {
    alice.asks().body(Json.of(body)).post("/v1/monitors").then().statusCode(201);
  }
}
