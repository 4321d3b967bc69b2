package dev.belfry.access.member;

import static dev.belfry.house.Json.PATCH;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.AtOnce;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Somebody always stays who may do everything. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LastAdminTest {
  private static final int ROUNDS = 5;
  @Inject House house;

  @Test
  void isNeitherDisabledNorDemotedNorDeleted() {
    Person alice = house.alice();
    house.bob(alice);
    String path = "/v1/users/" + alice.founder().user().text();
    for (String body :
        List.of(
            "{'status':'disabled'}",
            "{'grants':[]}",
            "{'grants':[{'scopes':['write'],'categories':'ALL','groups':'ALL'}]}")) {
      alice
          .asks()
          .contentType(PATCH)
          .body(Json.of(body))
          .patch(path)
          .then()
          .statusCode(409)
          .body("code", equalTo("last_admin"));
    }
    alice.asks().delete(path).then().statusCode(409).body("code", equalTo("last_admin"));
    alice.asks().get("/v1/session").then().statusCode(200);
  }

  @Test
  void isNotLostByItsRole() {
    Person alice = house.alice();
    String admin = alice.asks().get("/v1/roles").path("data[0].id");
    Person bob = house.member(alice, "bob", "monitor:read");
    String path = "/v1/users/" + bob.founder().user().text();
    change(alice, bob, "{'roles':['" + admin + "'],'grants':[]}", 200);
    change(bob, alice, "{'grants':[]}", 200);
    bob.asks()
        .contentType(PATCH)
        .body(Json.of("{'grants':[]}"))
        .patch("/v1/roles/" + admin)
        .then()
        .statusCode(409)
        .body("code", equalTo("last_admin"));
    bob.asks().delete(path).then().statusCode(409);
  }

  @Test
  void serviceAccountsAndDisabledPeopleDoNotCount() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "*:*");
    alice
        .asks()
        .body(
            Json.of(
                "{'name':'CI','grants':[{'scopes':['*:*'],'categories':'ALL','groups':'ALL'}]}"))
        .post("/v1/service-accounts")
        .then()
        .statusCode(201);
    change(alice, bob, "{'status':'disabled'}", 200);
    change(alice, alice, "{'status':'disabled'}", 409);
  }

  @Test
  @Checklist(81)
  void ofTwoWhoRemoveEachOtherAtOnceOneStays() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Person alice = house.alice();
      Person bob = house.member(alice, "bob", "*:*");
      assertOneStays(alice, bob, () -> remove(alice, bob), () -> remove(bob, alice));
    }
  }

  @Test
  @Checklist(81)
  void ofTwoWhoLeaveAtOnceOneStays() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Person alice = house.alice();
      Person bob = house.member(alice, "bob", "*:*");
      assertOneStays(alice, bob, () -> remove(alice, alice), () -> remove(bob, bob));
    }
  }

  private static void assertOneStays(
      Person alice, Person bob, Callable<Integer> one, Callable<Integer> other) throws Exception {
    List<Integer> answers = AtOnce.all(List.of(one, other));
    assertEquals(1, answers.stream().filter(status -> status == 204).count(), answers.toString());
    assertTrue(answers.stream().noneMatch(status -> status >= 500), answers.toString());
    long left =
        Stream.of(alice, bob)
            .filter(person -> person.asks().get("/v1/users").statusCode() == 200)
            .count();
    assertEquals(1, left);
  }

  private static int remove(Person who, Person whom) {
    return who.asks().delete("/v1/users/" + whom.founder().user().text()).statusCode();
  }

  private static void change(Person who, Person whom, String body, int status) {
    who.asks()
        .contentType(PATCH)
        .body(Json.of(body))
        .patch("/v1/users/" + whom.founder().user().text())
        .then()
        .statusCode(status);
  }
}
