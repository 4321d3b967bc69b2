package dev.belfry.access.key;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.belfry.house.Checklist;
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
import org.junit.jupiter.params.provider.ValueSource;

/** From where, from when, to when and how often a key is good. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KeyBoundsTest {
  @Inject House house;
  @Inject Rows rows;

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

  /** What is wrong there may be a key that got into the wrong field. */
  @Test
  @Checklist(90)
  void whatIsNoNetworkIsNotRepeated() {
    Person alice = house.alice();
    String key = alice.key("monitor:read");
    for (String wrong : List.of(key, key + "/8", "10.0.0.0/" + key)) {
      String answer =
          Kept.posted(alice.asks(), "/v1/keys", "{'name':'k','allowed_networks':['" + wrong + "']}")
              .statusCode(422)
              .extract()
              .asString();
      assertFalse(answer.contains(key.substring(8, 20)), answer);
    }
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
  @Checklist(62)
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
