package dev.belfry.access.key;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a key gives, whose it is, and by what it is found. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KeyTermsTest {
  @Inject House house;
  @Inject Rows rows;

  @ParameterizedTest
  @CsvSource({
    "telemetry, ing, 1",
    "server_registration, reg, 1",
    "sdk_integration, svc, 5",
    "read_only, svc, 0",
    "full_access, svc, 0"
  })
  void aKindDecidesTypeAndGrants(String kind, String type, int scopes) {
    Person alice = house.alice();
    Kept key = Kept.made(alice.asks(), "{'name':'k','kind':'" + kind + "'}");
    var shown = alice.asks().get("/v1/keys/" + key.id()).then().statusCode(200);
    shown.body("type", equalTo(type)).body("kind", equalTo(kind)).body("immutable", equalTo(true));
    if (scopes > 0) {
      shown.body("grants[0].scopes", hasSize(scopes));
    }
    assertEquals("bfy_" + type, key.key().substring(0, 7));
    Kept.patched(alice.asks(), key.id(), "{'scopes':['category:delete']}")
        .statusCode(422)
        .body("errors[0].code", equalTo("immutable"));
    Kept.patched(alice.asks(), key.id(), "{'name':'other'}")
        .statusCode(200)
        .body("name", equalTo("other"));
  }

  @Test
  void aTypeHoldsWhatItIsForAndNothingElse() {
    Person alice = house.alice();
    Kept.posted(
            alice.asks(),
            "/v1/keys",
            "{'name':'k','type':'ing','scopes':['telemetry:write','monitor:read']}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/type"));
    Kept.posted(alice.asks(), "/v1/keys", "{'name':'k','kind':'telemetry','type':'svc'}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/type"));
    Kept ping = Kept.made(alice.asks(), "{'name':'k','type':'ing','scopes':['telemetry:write']}");
    assertEquals(403, ping.status());
    Kept.patched(alice.asks(), ping.id(), "{'scopes':['monitor:read']}").statusCode(422);
  }

  @Test
  void grantsAreReplacedAndNeverTakenAway() {
    Person alice = house.alice();
    Kept key = Kept.made(alice.asks(), "{'name':'k','scopes':['monitor:read']}");
    Kept.patched(alice.asks(), key.id(), "{'scopes':['category:read']}")
        .statusCode(200)
        .body("grants[0].scopes", equalTo(List.of("category:read")));
    key.asks().get("/v1/monitors").then().statusCode(403);
    key.asks().get("/v1/categories").then().statusCode(200);
    Kept.patched(alice.asks(), key.id(), "{'grants':null}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/grants"));
    Kept.patched(alice.asks(), key.id(), "{'scopes':['category:fly']}").statusCode(422);
    alice
        .asks()
        .body("{\"name\":\"k\"}")
        .put("/v1/keys/" + key.id())
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/grants"));
    alice
        .asks()
        .body("{\"name\":\"k\",\"scopes\":[\"monitor:read\"]}")
        .put("/v1/keys/" + key.id())
        .then()
        .statusCode(200);
    key.asks().get("/v1/monitors").then().statusCode(200);
  }

  @Test
  void aServiceAccountOwnsItAndNobodyElsesMember() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    String robot =
        Sql.serviceAccount(
            rows, alice, "[{'scopes':['monitor:read'],'categories':'ALL','groups':'ALL'}]");
    Kept key =
        Kept.made(
            alice.asks(),
            "{'name':'k','scopes':['monitor:read','category:read'],'owner_id':'" + robot + "'}");
    key.asks().get("/v1/monitors").then().statusCode(200);
    key.asks().get("/v1/categories").then().statusCode(403);
    assertEquals(robot, key.shown(alice, "owner_id"));
    for (String owner :
        List.of(
            bob.founder().member().text(),
            house.mallory().founder().member().text(),
            Sql.serviceAccount(rows, house.mallory(), "[]"))) {
      Kept.posted(
              alice.asks(),
              "/v1/keys",
              "{'name':'k','scopes':['monitor:read'],'owner_id':'" + owner + "'}")
          .statusCode(422)
          .body("errors[0].pointer", equalTo("/owner_id"));
    }
    Kept.posted(
            alice.asks(),
            "/v1/keys",
            "{'name':'k','type':'pat','scopes':['monitor:read'],'owner_id':'" + robot + "'}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/type"));
  }

  @Test
  void isFoundByWhatItIs() {
    Person alice = house.alice();
    Kept ping =
        Kept.made(
            alice.asks(),
            "{'name':'Pinger 50%','kind':'telemetry','labels':{'team':'web','env':'prod'}}");
    Kept.made(
        alice.asks(), "{'name':'Reader','type':'pat','kind':'read_only','labels':{'team':'ops'}}");
    for (String query :
        List.of(
            "type=ing",
            "kind=telemetry",
            "q=PING",
            "q=0%25",
            "label=team:web",
            "label=team:web&label=env:prod",
            "status=active&type=ing",
            "q=" + ping.key().substring(42))) {
      alice
          .asks()
          .urlEncodingEnabled(false)
          .get("/v1/keys?" + query)
          .then()
          .statusCode(200)
          .body("data.id", equalTo(List.of(ping.id())))
          .body("pagination.total", equalTo(1));
    }
    alice.asks().get("/v1/keys?label=team:web&label=team:ops").then().body("data", hasSize(0));
    alice.asks().get("/v1/keys?q=_").then().body("data", hasSize(2));
    alice
        .asks()
        .get("/v1/keys?owner_id=" + alice.founder().member().text())
        .then()
        .body("data.id", hasItem(ping.id()))
        .body("data", hasSize(2));
    alice.asks().get("/v1/keys?label=web").then().statusCode(400);
    alice.asks().get("/v1/keys?kind=king").then().statusCode(400);
    for (String status : List.of("revoked", "rotated", "expired", "early", "disabled")) {
      alice.asks().get("/v1/keys?status=" + status).then().body("data", hasSize(0));
    }
  }
}
