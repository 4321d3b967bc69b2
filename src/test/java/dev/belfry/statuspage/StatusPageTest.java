package dev.belfry.statuspage;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
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
  @Inject Rows rows;

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

  private static ValidatableResponse patch(Person owner, String id, String body) {
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
            "{'name':'x','slug':'x','logo_url':'http://example.org/a.png'}",
            "{'name':'x','slug':'x','logo_url':'https://a;script-src x/'}",
            "{'name':'x','slug':'x','access':{'mode':'networks'}}",
            "{'name':'x','slug':'x','access':{'mode':'networks','networks':['10.0.0.1/8']}}",
            "{'name':'x','slug':'x','access':{'mode':'password','password':'short'}}",
            "{'name':'x','slug':'x','access':{'password':'long enough for us'}}",
            "{'name':'a\\u202eb','slug':'x'}")) {
      make(alice, wrong).statusCode(422);
    }
    String many =
        IntStream.rangeClosed(0, 1_000)
            .mapToObj(i -> "{'name':'c" + i + "'}")
            .collect(Collectors.joining(","));
    make(alice, "{'name':'x','slug':'" + slug() + "','components':[" + many + "]}").statusCode(422);
  }

  @Test
  void theMakerShowsOnlyWhatHeMayReadAndOnlyWhileHeMay() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "statuspage:write", "statuspage:read", "monitor:read");
    String monitor = monitor(alice, "");
    String slug = slug();
    String id =
        make(
                bob,
                "{'name':'Bobs','slug':'"
                    + slug
                    + "','components':[{'name':'Till','monitor_id':'"
                    + monitor
                    + "'}]}")
            .statusCode(201)
            .extract()
            .path("id");
    rows.change("update monitor_state set status = 'UP' where monitor_id = ?", uuid(monitor));
    assertTrue(given().get("/status/" + slug).asString().contains("Operational"));
    rows.change(
        "update access_membership set grants = '[{\"scopes\":[\"statuspage:read\"],\"categories\":\"ALL\",\"groups\":\"ALL\"}]', rights_version = rights_version + 1 where id = ?",
        uuid(alice.asks().get("/v1/status-pages/" + id).then().extract().path("owner_id")));
    alice
        .asks()
        .get("/v1/status-pages/" + id)
        .then()
        .body("components.hidden", contains("owner_lost_right"));
    String page = given().get("/status/" + slug).asString();
    assertFalse(page.contains("Operational"), page);
    assertTrue(page.contains("No data"), page);
    patch(alice, id, "{'name':'Mine'}").body("components.hidden", contains(nullValue()));
    alice.asks().delete("/v1/monitors/" + monitor).then().statusCode(204);
    alice
        .asks()
        .get("/v1/status-pages/" + id)
        .then()
        .body("components.monitor_id", contains(nullValue()));
  }

  @Test
  void whoReachesLessThanAPageDoesNotSeeIt() {
    Person alice = house.alice();
    String category =
        alice
            .asks()
            .body(Json.of("{'name':'Shop'}"))
            .post("/v1/categories")
            .then()
            .extract()
            .path("id");
    String key =
        alice
            .asks()
            .body(
                Json.of(
                    "{'name':'k','grants':[{'scopes':['statuspage:*','monitor:read'],'categories':['%s'],'groups':'ALL'}]}",
                    category))
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    String hers =
        make(alice, "{'name':'All','slug':'" + slug() + "'}").statusCode(201).extract().path("id");
    Person.asks(key).get("/v1/status-pages/" + hers).then().statusCode(404);
    String outside = monitor(alice, "");
    String body = "{'name':'x','slug':'%s','components':[{'name':'c','monitor_id':'%s'}]}";
    Person.asks(key)
        .body(Json.of(body, slug(), outside))
        .post("/v1/status-pages")
        .then()
        .statusCode(422);
    String inside = monitor(alice, ",'category_id':'" + category + "'");
    String its =
        Person.asks(key)
            .body(Json.of(body, slug(), inside))
            .post("/v1/status-pages")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    Person.asks(key)
        .get("/v1/status-pages")
        .then()
        .body("data.id", hasItem(its))
        .body("data.id", not(hasItem(hers)));
  }

  @Test
  void thePasswordIsKeptByEditsAndShownToNobody() {
    Person alice = house.alice();
    String password = "correct horse battery staple";
    String id =
        make(
                alice,
                "{'name':'x','slug':'"
                    + slug()
                    + "','access':{'mode':'password','password':'"
                    + password
                    + "'}}")
            .statusCode(201)
            .extract()
            .path("id");
    Object before = hash(id);
    patch(alice, id, "{'name':'y'}").statusCode(200).body("access.password", nullValue());
    assertEquals(before, hash(id));
    patch(alice, id, "{'access':null}").statusCode(422);
    patch(alice, id, "{'access':{'mode':null}}").statusCode(422);
    String all =
        alice.asks().get("/v1/activity?limit=100").asString()
            + alice.asks().get("/v1/status-pages").asString();
    assertFalse(all.contains(password) || all.contains("argon2"), all);
    patch(alice, id, "{'access':{'mode':'public'}}").statusCode(200);
    assertEquals(null, hash(id));
  }

  @Test
  void anotherModeNeedsNothingOfTheOneBefore() {
    Person alice = house.alice();
    String id =
        make(
                alice,
                "{'name':'x','slug':'"
                    + slug()
                    + "','access':{'mode':'networks','networks':['192.0.2.0/24']}}")
            .statusCode(201)
            .extract()
            .path("id");
    patch(alice, id, "{'access':{'mode':'networks'}}")
        .statusCode(200)
        .body("access.networks", contains("192.0.2.0/24"));
    patch(
            alice,
            id,
            "{'access':{'mode':'password','password':'open sesame, please','networks':['192.0.2.0/24']}}")
        .statusCode(422)
        .body("errors.pointer", contains("/access/networks"));
    patch(alice, id, "{'access':{'mode':'password','password':'open sesame, please'}}")
        .statusCode(200)
        .body("access.mode", equalTo("password"))
        .body("access.networks", hasSize(0));
    patch(alice, id, "{'access':{'mode':'networks','networks':['192.0.2.7']}}").statusCode(200);
    assertEquals(null, hash(id));
    patch(alice, id, "{'access':{'mode':'public'}}")
        .statusCode(200)
        .body("access.networks", hasSize(0));
  }

  private Object hash(String page) {
    return rows.select("select password_hash from statuspage where id = ?", uuid(page)).getFirst();
  }

  private static UUID uuid(String id) {
    return dev.belfry.platform.id.TypeId.require(id.substring(0, 3), id);
  }
}
