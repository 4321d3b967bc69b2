package dev.belfry.access.key;

import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.access.people.MemberId;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.database.Accounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A leaver's keys go to somebody else, or end. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KeyHandoverTest {
  @Inject House house;
  @Inject Rows rows;
  @Inject Accounts accounts;
  @Inject KeyHandover handover;

  private void removed(Person person, @Nullable MemberId successor) {
    accounts.in(
        person.account(),
        () -> {
          handover.memberRemoved(person.account(), person.founder().member(), successor);
          return person;
        });
  }

  @Test
  void theSuccessorsRightsAreTheMostThatTheyHave() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "key:create", "monitor:read", "category:read");
    Kept shared = Kept.made(bob.asks(), "{'name':'k','scopes':['monitor:read','category:read']}");
    Kept personal = Kept.made(bob.asks(), "{'name':'k','type':'pat','scopes':['monitor:read']}");
    String robot =
        Sql.serviceAccount(
            rows, alice, "[{'scopes':['monitor:read'],'categories':'ALL','groups':'ALL'}]");
    removed(bob, MemberId.fromString(robot));
    assertEquals(robot, shared.shown(alice, "owner_id"));
    shared.asks().get("/v1/monitors").then().statusCode(200);
    shared.asks().get("/v1/categories").then().statusCode(403);
    assertEquals(401, personal.status());
    assertEquals("owner_removed", personal.shown(alice, "revoked_reason"));
    alice
        .asks()
        .get("/v1/activity?object_id=" + shared.id())
        .then()
        .body("data.action", hasItem("key.handed_over"));
  }

  @Test
  void withoutASuccessorTheyEnd() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "key:create", "monitor:read");
    Kept parent = Kept.made(bob.asks(), "{'name':'k','scopes':['key:create','monitor:read']}");
    Kept child = Kept.made(parent.asks(), "{'name':'k','scopes':['monitor:read']}");
    removed(bob, null);
    assertEquals(401, parent.status());
    assertEquals(401, child.status());
  }
}
