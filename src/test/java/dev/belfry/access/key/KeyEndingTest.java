package dev.belfry.access.key;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How keys end, alone and with others, and how they are laid aside. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KeyEndingTest {
  private static final String ALL = "'key:read','key:create','key:update','key:delete'";
  @Inject House house;

  @Inject Rows rows;

  @Test
  @Checklist(66)
  void whatAKeyMadeEndsWithIt() {
    Person alice = house.alice();
    Kept parent = Kept.made(alice.asks(), "{'name':'p','scopes':['key:create','monitor:read']}");
    Kept one = Kept.made(parent.asks(), "{'name':'1','scopes':['monitor:read']}");
    Kept two = Kept.made(parent.asks(), "{'name':'2','scopes':['monitor:read']}");
    assertEquals(parent.id(), one.shown(alice, "parent_id"));
    alice.asks().delete("/v1/keys/" + parent.id()).then().statusCode(204);
    for (Kept child : List.of(one, two)) {
      assertEquals(401, child.status());
      assertEquals("revoked", child.shown(alice, "status"));
      assertEquals("parent", child.shown(alice, "revoked_reason"));
    }
    alice
        .asks()
        .get("/v1/activity?action=key.revoked&object_id=" + two.id())
        .then()
        .body("data", hasSize(1));
  }

  @Test
  @Checklist(62)
  void isLaidAsideAndTakenUpAgain() {
    Person alice = house.alice();
    Kept key = Kept.made(alice.asks(), "{'name':'k','scopes':['key:create','monitor:read']}");
    Kept child = Kept.made(key.asks(), "{'name':'c','scopes':['monitor:read']}");
    alice
        .asks()
        .post("/v1/keys/" + key.id() + "/disable")
        .then()
        .statusCode(200)
        .body("status", equalTo("disabled"));
    assertEquals(401, key.status());
    assertEquals(401, child.status());
    alice.asks().get("/v1/keys?status=disabled").then().body("data.id", equalTo(List.of(key.id())));
    alice.asks().post("/v1/keys/" + key.id() + "/enable").then().statusCode(200);
    assertEquals(200, key.status());
    assertEquals(200, child.status());
    alice
        .asks()
        .get("/v1/activity?object_id=" + key.id())
        .then()
        .body("data.action", hasItem("key.disabled"))
        .body("data.action", hasItem("key.enabled"));
  }

  @Test
  void lessIsNeverRefusedAndMoreIs() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "key:update", "key:read", "monitor:read");
    Kept strong = Kept.made(alice.asks(), "{'name':'k','kind':'full_access'}");
    bob.asks().get("/v1/keys/" + strong.id()).then().statusCode(404);
    bob.asks().get("/v1/keys").then().body("data", hasSize(0)).body("pagination.total", equalTo(0));
    Kept.patched(bob.asks(), strong.id(), "{'name':'x'}").statusCode(404);
    bob.asks().post("/v1/keys/" + strong.id() + "/disable").then().statusCode(200);
    assertEquals(401, strong.status());
    bob.asks().post("/v1/keys/" + strong.id() + "/enable").then().statusCode(404);
    bob.asks().post("/v1/keys/" + strong.id() + "/revoke").then().statusCode(200);
    assertEquals("revoked", strong.shown(alice, "status"));
  }

  @Test
  void manyMayEndThemselvesAtOnceWithoutWaitingInACircle() throws Exception {
    Person alice = house.alice();
    for (int round = 0; round < 5; round++) {
      Kept key = Kept.made(alice.asks(), "{'name':'k','scopes':[" + ALL + "]}");
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(() -> key.asks().post("/v1/keys/" + key.id() + "/revoke").statusCode());
      }
      List<Integer> answers = together(calls);
      assertTrue(answers.contains(200), () -> "nobody came through: " + answers);
      assertTrue(Set.of(200, 401).containsAll(answers), () -> "unexpected: " + answers);
      assertEquals(401, key.status());
    }
  }

  @Test
  void twoThatEndEachOtherBothGetAnAnswer() throws Exception {
    Person alice = house.alice();
    for (int round = 0; round < 5; round++) {
      Kept one = Kept.made(alice.asks(), "{'name':'k','scopes':[" + ALL + "]}");
      Kept two = Kept.made(alice.asks(), "{'name':'k','scopes':[" + ALL + "]}");
      List<Integer> answers =
          together(
              List.of(
                  () -> one.asks().post("/v1/keys/" + two.id() + "/revoke").statusCode(),
                  () -> two.asks().post("/v1/keys/" + one.id() + "/revoke").statusCode()));
      assertTrue(answers.contains(200), () -> "nobody came through: " + answers);
      assertTrue(Set.of(200, 401).containsAll(answers), () -> "unexpected: " + answers);
    }
  }

  @Test
  @Checklist(79)
  void offAndOnAtOnceEndInOneState() throws Exception {
    Person alice = house.alice();
    Kept key = Kept.made(alice.asks(), "{'name':'k','scopes':['monitor:read']}");
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String verb = i % 2 == 0 ? "/disable" : "/enable";
      calls.add(() -> alice.asks().post("/v1/keys/" + key.id() + verb).statusCode());
    }
    assertEquals(Set.of(200), Set.copyOf(together(calls)));
    boolean on = "active".equals(key.shown(alice, "status"));
    assertEquals(on ? 200 : 401, key.status());
  }

  private static List<Integer> together(List<Callable<Integer>> calls) throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> answers = new ArrayList<>();
      for (Future<Integer> answer : executor.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
