package dev.belfry.access.grant;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.AtOnce;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What a grant names is there. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class GrantPlacesTest {
  private static final String PATCH = "application/merge-patch+json";
  @Inject House house;

  @Test
  void everyUnknownPlaceIsNamedWhereverGrantsComeIn() {
    Person alice = house.alice();
    String grants = grants(alice);
    List<String> wrong = List.of("/grants/0/categories/1", "/grants/1/groups/0");
    for (String body :
        List.of(
            "/v1/keys {'name':'x',GRANTS}",
            "/v1/roles {'name':'x',GRANTS}",
            "/v1/invitations {'email':'x@example.org',GRANTS}",
            "/v1/users {'email':'x@example.org','name':'x',GRANTS}",
            "/v1/service-accounts {'name':'x',GRANTS}")) {
      int space = body.indexOf(' ');
      alice
          .asks()
          .body(Json.of(body.substring(space + 1).replace("GRANTS", grants)))
          .post(body.substring(0, space))
          .then()
          .statusCode(422)
          .body("errors.pointer", equalTo(wrong))
          .body("errors.code", equalTo(List.of("unknown", "unknown")));
    }
    for (String path :
        List.of(
            made(alice, "/v1/keys", "{'name':'k','scopes':['monitor:read']}"),
            made(alice, "/v1/roles", "{'name':'r','grants':[]}"),
            made(alice, "/v1/service-accounts", "{'name':'s'}"),
            "/v1/users/" + house.bob(alice).founder().user().text())) {
      patch(alice, path, "{" + grants + "}")
          .then()
          .statusCode(422)
          .body("errors.pointer", equalTo(wrong));
    }
  }

  @Test
  void placesOfAnotherAccountAndDeletedOnesAreUnknown() {
    Person alice = house.alice();
    String foreign = named(house.mallory(), "/v1/groups");
    String gone = named(alice, "/v1/groups");
    alice.asks().delete("/v1/groups/" + gone).then().statusCode(204);
    alice
        .asks()
        .body(
            Json.of(
                "{'name':'x','grants':[{'scopes':['monitor:read'],'categories':'ALL','groups':['%s','%s']}]}",
                foreign, gone))
        .post("/v1/keys")
        .then()
        .statusCode(422)
        .body("errors.pointer", equalTo(List.of("/grants/0/groups/0", "/grants/0/groups/1")));
  }

  /** The answer must not tell them which ids there are. */
  @Test
  void whoDoesNotHoldItLearnsNothing() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "key:create");
    String there = named(alice, "/v1/categories");
    for (String category : List.of(there, TypeId.format("cat", TypeId.next()))) {
      bob.asks()
          .body(
              Json.of(
                  "{'name':'x','grants':[{'scopes':['monitor:read'],'categories':['%s'],'groups':'ALL'}]}",
                  category))
          .post("/v1/keys")
          .then()
          .statusCode(403)
          .body("code", equalTo("escalation_denied"));
    }
  }

  @Test
  void aKeyWhoseCategoryIsDeletedIsStillRenamed() {
    Person alice = house.alice();
    String category = named(alice, "/v1/categories");
    String key =
        made(
            alice,
            "/v1/keys",
            Json.of(
                "{'name':'k','grants':[{'scopes':['monitor:read'],'categories':['%s'],'groups':'ALL'}]}",
                category));
    alice.asks().delete("/v1/categories/" + category).then().statusCode(204);
    patch(alice, key, "{'name':'renamed'}")
        .then()
        .statusCode(200)
        .body("grants[0].categories", equalTo(List.of()));
  }

  @Test
  void noGrantKeepsWhatIsDeletedWhileItIsGiven() throws InterruptedException {
    Person alice = house.alice();
    for (int round = 0; round < 5; round++) {
      String group = named(alice, "/v1/groups");
      String body =
          Json.of(
              "{'name':'k','grants':[{'scopes':['monitor:read'],'categories':'ALL','groups':['%s']}]}",
              group);
      List<Callable<Integer>> calls =
          new ArrayList<>(
              Collections.nCopies(4, () -> alice.asks().body(body).post("/v1/keys").statusCode()));
      calls.add(2, () -> alice.asks().delete("/v1/groups/" + group).statusCode());
      List<Integer> answers = AtOnce.all(calls);
      assertTrue(Set.of(201, 204, 422).containsAll(answers), answers.toString());
    }
    alice
        .asks()
        .get("/v1/keys?limit=100")
        .then()
        .body("data.grants.flatten().groups.flatten()", equalTo(List.of()));
  }

  private String grants(Person owner) {
    return "'grants':[{'scopes':['monitor:read'],'categories':['%s','%s'],'groups':'ALL'},{'scopes':['monitor:read'],'categories':'ALL','groups':['%s']}]"
        .formatted(
            named(owner, "/v1/categories"),
            TypeId.format("cat", TypeId.next()),
            TypeId.format("grp", TypeId.next()));
  }

  private static String named(Person who, String path) {
    return who.asks()
        .body(Json.of("{'name':'place'}"))
        .post(path)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static String made(Person who, String path, String body) {
    return path
        + "/"
        + who.asks().body(Json.of(body)).post(path).then().statusCode(201).extract().path("id");
  }

  private static Response patch(Person who, String path, String body) {
    RequestSpecification request = who.asks().contentType(PATCH).body(Json.of(body));
    return request.patch(path);
  }
}
