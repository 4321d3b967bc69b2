package dev.belfry.statuspage;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Status pages as people edit them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
public class StatusPageTest {
  @Inject House house;

  public static String slug() {
    return "p-" + UUID.randomUUID();
  }

  public static String monitor(Person owner, String fields) {
    return owner
        .asks()
        .body(
            Json.of(
                "{'name':'secret-db-17','type':'http','url':'http://db17.internal:8081/x','enabled':false%s}",
                fields))
        .post("/v1/monitors")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  public static ValidatableResponse make(Person owner, String body) {
    return owner.asks().body(body.replace('\'', '"')).post("/v1/status-pages").then();
  }

  static ValidatableResponse patch(Person owner, String id, String body) {
    return owner
        .asks()
        .contentType(Json.PATCH)
        .body(body.replace('\'', '"'))
        .patch("/v1/status-pages/" + id)
        .then();
  }

  @Test
  void isMadeReadChangedAndDeleted() {
    Person alice = house.alice();
    String monitor = monitor(alice, "");
    String slug = slug();
    String id =
        make(
                alice,
                "{'name':'Shop','slug':'"
                    + slug
                    + "','components':[{'name':'Till','monitor_id':'"
                    + monitor
                    + "'},{'name':'Phone','group':'People','status':'degraded_performance'}]}")
            .statusCode(201)
            .body("slug", equalTo(slug))
            .body("language", equalTo("en"))
            .body("theme.mode", equalTo("auto"))
            .body("access.mode", equalTo("public"))
            .body("components.name", contains("Till", "Phone"))
            .body("components.position", contains(0, 1))
            .body("components.hidden", contains(nullValue(), nullValue()))
            .extract()
            .path("id");
    String first =
        alice.asks().get("/v1/status-pages/" + id).then().extract().path("components[0].id");
    patch(alice, id, "{'components':[{'name':'New'},{'id':'" + first + "','name':'Cash desk'}]}")
        .statusCode(200)
        .body("components.name", contains("New", "Cash desk"))
        .body("components[1].id", equalTo(first));
    patch(alice, id, "{'noindex':true,'language':'de'}")
        .statusCode(200)
        .body("noindex", equalTo(true))
        .body("components.name", contains("New", "Cash desk"));
    alice
        .asks()
        .header("If-Match", "\"0\"")
        .contentType(Json.PATCH)
        .body("{}")
        .patch("/v1/status-pages/" + id)
        .then()
        .statusCode(412);
    make(alice, "{'name':'Other','slug':'" + slug + "'}")
        .statusCode(409)
        .body("errors.pointer", contains("/slug"));
    alice
        .asks()
        .get("/v1/activity?object_id=" + id)
        .then()
        .body("data.action", hasItems("statuspage.created", "statuspage.updated"));
    alice.asks().delete("/v1/status-pages/" + id).then().statusCode(204);
    given().get("/status/" + slug).then().statusCode(404);
    make(house.mallory(), "{'name':'Mine now','slug':'" + slug + "'}").statusCode(201);
  }

  @Test
  void componentsAreEditedOneByOne() {
    Person alice = house.alice();
    String id =
        make(alice, "{'name':'Shop','slug':'" + slug() + "'}").statusCode(201).extract().path("id");
    String list = "/v1/status-pages/" + id + "/components";
    String one =
        alice
            .asks()
            .body(Json.of("{'name':'Phone','status':'operational'}"))
            .post(list)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    alice.asks().body(Json.of("{'name':'Fax'}")).post(list).then().statusCode(201);
    alice
        .asks()
        .contentType(Json.PATCH)
        .body(Json.of("{'status':'major_outage'}"))
        .patch(list + "/" + one)
        .then()
        .statusCode(200)
        .body("status", equalTo("major_outage"));
    alice
        .asks()
        .body(Json.of("{'name':'Phone','position':9}"))
        .put(list + "/" + one)
        .then()
        .statusCode(200)
        .body("status", nullValue());
    alice.asks().get(list).then().body("data.name", contains("Fax", "Phone"));
    house.mallory().asks().get(list + "/" + one).then().statusCode(404);
    alice.asks().delete(list + "/" + one).then().statusCode(204);
    alice.asks().get(list).then().body("pagination.total", equalTo(1));
  }

  @Test
  void everythingWrongIsNamedAtOnce() {
    Person alice = house.alice();
    String theirs = monitor(house.mallory(), "");
    make(
            alice,
            "{'name':'x','slug':'"
                + slug()
                + "','domain':'127.0.0.1','logo_url':'javascript:alert(1)',"
                + "'access':{'mode':'password'},"
                + "'components':[{'name':'a','monitor_id':'"
                + theirs
                + "'},{'name':'b','status':'operational','monitor_id':'"
                + monitor(alice, "")
                + "'}]}")
        .statusCode(422)
        .body(
            "errors.pointer",
            hasItems(
                "/domain",
                "/logo_url",
                "/access/password",
                "/components/0/monitor_id",
                "/components/1/status"));
    for (String wrong :
        List.of(
            "{'name':'x','slug':'../x'}",
            "{'name':'x','slug':'UPPER'}",
            "{'name':'x','slug':'-x'}",
            "{'name':'x','slug':'x','theme':{'accent':'red;}'}}",
            "{'name':'x','slug':'x','language':'tlh'}",
            "{'name':'x','slug':'x','domain':'localhost'}",
            "{'name':'x','slug':'x','domain':'stra\\u00dfe.example.org'}",
            "{'name':'x','slug':'x','domain':'st\\uff41tus.example.org'}",
            "{'name':'x','slug':'x','domain':'status\\u3002example.org'}",
            "{'name':'x','slug':'x','domain':'status.example.org.'}",
            "{'name':'x','slug':'x','logo_url':'http://example.org/a.png'}",
            "{'name':'x','slug':'x','logo_url':'https://a;script-src x/'}",
            "{'name':'x','slug':'x','access':{'mode':'networks'}}",
            "{'name':'x','slug':'x','access':{'mode':'networks','networks':['10.0.0.1/8']}}",
            "{'name':'x','slug':'x','access':{'mode':'password','password':'short'}}",
            "{'name':'x','slug':'x','access':{'password':'long enough for us'}}",
            "{'name':'a\\u202eb','slug':'x'}")) {
      make(alice, wrong).statusCode(422);
    }
    String own = "b\\u00fccher-" + UUID.randomUUID() + ".example.org";
    make(alice, "{'name':'x','slug':'" + slug() + "','domain':'" + own + "'}")
        .statusCode(201)
        .body("domain", startsWith("xn--bcher-"));
    String many =
        IntStream.rangeClosed(0, 1_000)
            .mapToObj(i -> "{'name':'c" + i + "'}")
            .collect(Collectors.joining(","));
    make(alice, "{'name':'x','slug':'" + slug() + "','components':[" + many + "]}").statusCode(422);
  }
}
