package dev.belfry.access.key;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys of people who hold no scope over keys. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PersonalKeyTest {
  private static final String PATH = "/v1/personal-keys";
  @Inject House house;

  private static Kept made(Person person, String scopes) {
    return Kept.of(
        Kept.posted(person.asks(), PATH, "{'name':'mine','scopes':[" + scopes + "]}")
            .statusCode(201)
            .body("key", startsWith("bfy_pat_")));
  }

  @Test
  @Checklist(63)
  void anybodyHasHisOwnAndNobodyElses() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    Person carol = house.carol(alice);
    bob.asks().get("/v1/keys").then().statusCode(403);
    Kept mine = made(bob, "'monitor:read'");
    assertEquals(200, mine.status());
    bob.asks().get(PATH).then().body("data.id", equalTo(List.of(mine.id())));
    bob.asks()
        .get(PATH + "?owner_id=" + carol.founder().member().text())
        .then()
        .body("data.id", equalTo(List.of(mine.id())));
    carol.asks().get(PATH).then().body("data", hasSize(0));
    carol.asks().delete(PATH + "/" + mine.id()).then().statusCode(404);
    Kept.posted(carol.asks(), PATH + "/" + mine.id() + "/rotate", "{}").statusCode(404);
    Kept.posted(bob.asks(), PATH, "{'name':'k','scopes':['monitor:delete']}").statusCode(403);
    Kept.posted(bob.asks(), PATH, "{'name':'k','type':'svc','scopes':['monitor:read']}")
        .statusCode(422);
    Kept.posted(
            bob.asks(),
            PATH,
            "{'name':'k','scopes':['monitor:read'],'owner_id':'"
                + carol.founder().member().text()
                + "'}")
        .statusCode(422);
    Kept next =
        Kept.of(
            Kept.posted(bob.asks(), PATH + "/" + mine.id() + "/rotate", "{'grace_seconds':0}")
                .statusCode(201));
    assertEquals(401, mine.status());
    bob.asks().delete(PATH + "/" + next.id()).then().statusCode(204);
    assertEquals(401, next.status());
    assertEquals("revoked", next.shown(alice, "status"));
  }

  @Test
  void anAccountMaySwitchThemOff() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    Kept mine = made(bob, "'monitor:read'");
    alice
        .asks()
        .body("{\"personal_keys\":false}")
        .put("/v1/keys/policy")
        .then()
        .statusCode(200)
        .body("personal_keys", equalTo(false));
    Kept.posted(bob.asks(), PATH, "{'name':'k','scopes':['monitor:read']}")
        .statusCode(403)
        .body("code", equalTo("personal_keys_off"));
    bob.asks().delete(PATH + "/" + mine.id()).then().statusCode(204);
    assertEquals(401, mine.status());
  }

  @Test
  void aKeyHasNone() {
    Person alice = house.alice();
    Kept key = Kept.made(alice.asks(), "{'name':'k','kind':'full_access'}");
    key.asks().get(PATH).then().statusCode(403).body("code", equalTo("session_needed"));
    Kept.posted(key.asks(), PATH, "{'name':'k','scopes':['monitor:read']}").statusCode(403);
    key.asks().delete(PATH + "/" + key.id()).then().statusCode(403);
    assertEquals(200, key.status());
  }
}
