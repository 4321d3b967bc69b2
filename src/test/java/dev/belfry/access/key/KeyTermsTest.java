package dev.belfry.access.key;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key gives, and from where, from when, to when and how often. */
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
  void networksAreKeptInOneSpellingAndHold() {
    Person alice = house.alice();
    Kept key =
        Kept.made(
            alice.asks(),
            "{'name':'k','scopes':['monitor:read'],'allowed_networks':['10.0.0.0/8','::ffff:192.0.2.1',"
                + "'::ffff:172.16.0.0/108','2001:DB8:0:0::/32','::1']}");
    alice
        .asks()
        .get("/v1/keys/" + key.id())
        .then()
        .body(
            "allowed_networks",
            equalTo(
                List.of(
                    "10.0.0.0/8", "192.0.2.1/32", "172.16.0.0/12", "2001:db8::/32", "::1/128")));
    assertEquals(401, key.status());
    Kept.patched(alice.asks(), key.id(), "{'allowed_networks':['127.0.0.1']}").statusCode(200);
    assertEquals(200, key.status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1/8",
        "10.0.0.0/33",
        "0x7f.1",
        "127.1",
        "host",
        "",
        "::ffff:10.0.0.0/8",
        "10.0.0.0/8 "
      })
  void whatIsNoNetworkIsRefused(String network) {
    Kept.posted(
            house.alice().asks(),
            "/v1/keys",
            "{'name':'k','scopes':['monitor:read'],'allowed_networks':['::1','" + network + "']}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/allowed_networks/1"));
  }

  @Test
  void limitsHoldAndAreChangedAtOnce() {
    Person alice = house.alice();
    Kept key =
        Kept.made(
            alice.asks(),
            "{'name':'k','scopes':['monitor:read'],'limits':[{'requests':2,'window_seconds':3600}]}");
    key.asks()
        .get("/v1/session")
        .then()
        .statusCode(200)
        .body("key.limits[0].requests", equalTo(2))
        .body("key.limits[0].window_seconds", equalTo(3600))
        .body("key.limits[0].remaining", equalTo(1));
    assertEquals(200, key.status());
    assertEquals(429, key.status());
    Kept.patched(alice.asks(), key.id(), "{'limits':[]}")
        .statusCode(200)
        .body("limits", hasSize(0));
    assertEquals(200, key.status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'requests':0,'window_seconds':60}",
        "{'requests':1000001,'window_seconds':60}",
        "{'requests':1,'window_seconds':0}",
        "{'requests':1,'window_seconds':2678401}",
        "{'requests':1}",
        "{'requests':1,'window_seconds':60},{'requests':2,'window_seconds':60}"
      })
  void whatIsNoLimitIsRefused(String limits) {
    Kept.posted(
            house.alice().asks(),
            "/v1/keys",
            "{'name':'k','scopes':['monitor:read'],'limits':[" + limits + "]}")
        .statusCode(422)
        .body("errors[0].pointer", startsWith("/limits/"));
  }

  @Test
  void opensNothingBeforeItsFirstMoment() {
    Person alice = house.alice();
    Instant later = Instant.now().plusSeconds(86_400);
    Kept key =
        Kept.made(
            alice.asks(), "{'name':'k','scopes':['monitor:read'],'not_before':'" + later + "'}");
    assertEquals(401, key.status());
    assertEquals("early", key.shown(alice, "status"));
    Kept.patched(alice.asks(), key.id(), "{'not_before':null}").statusCode(200);
    assertEquals(200, key.status());
    Kept.posted(
            alice.asks(),
            "/v1/keys",
            "{'name':'k','scopes':['monitor:read'],'not_before':'%s','expires_at':'%s'}"
                .formatted(later, later.minusSeconds(60)))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/expires_at"));
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
  void whatHasEndedIsNotBroughtBack() {
    Person alice = house.alice();
    Kept expired = Kept.made(alice.asks(), "{'name':'k','scopes':['monitor:read']}");
    Sql.key(rows, expired.id(), "expires_at = now() - interval '1 second'");
    assertEquals("expired", expired.shown(alice, "status"));
    Kept.patched(alice.asks(), expired.id(), "{'expires_at':null}").statusCode(409);
    Kept revoked = Kept.made(alice.asks(), "{'name':'k','scopes':['monitor:read']}");
    alice.asks().post("/v1/keys/" + revoked.id() + "/revoke").then().statusCode(200);
    for (String body : List.of("{'name':'x'}", "{'expires_at':null}")) {
      Kept.patched(alice.asks(), revoked.id(), body).statusCode(409);
    }
    alice.asks().post("/v1/keys/" + revoked.id() + "/enable").then().statusCode(409);
    assertEquals(401, expired.status());
    assertEquals(401, revoked.status());
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

  @Test
  void tellsOfItsFirstUse() {
    Person alice = house.alice();
    Kept key = Kept.made(alice.asks(), "{'name':'k','scopes':['monitor:read']}");
    alice.asks().get("/v1/keys/" + key.id()).then().body("first_used_at", nullValue());
    assertEquals(200, key.status());
    assertEquals(200, key.status());
    alice
        .asks()
        .get("/v1/activity?action=key.first_used&object_id=" + key.id())
        .then()
        .body("data", hasSize(1));
  }
}
