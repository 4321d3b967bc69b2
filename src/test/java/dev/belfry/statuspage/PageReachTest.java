package dev.belfry.statuspage;

import static dev.belfry.statuspage.StatusPageTest.make;
import static dev.belfry.statuspage.StatusPageTest.monitor;
import static dev.belfry.statuspage.StatusPageTest.patch;
import static dev.belfry.statuspage.StatusPageTest.slug;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A page shows what its maker may read, to whom it may be shown. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PageReachTest {
  @Inject House house;
  @Inject Rows rows;

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

  private static UUID uuid(String id) {
    return dev.belfry.platform.id.TypeId.require(id.substring(0, 3), id);
  }
}
