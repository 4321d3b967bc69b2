package dev.belfry.access.key;

import static org.hamcrest.Matchers.equalTo;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** May I, and could that key? */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KeyCanTest {
  @Inject House house;
  @Inject Rows rows;

  private static void asked(
      RequestSpecification asks, String path, String question, String reason) {
    Kept.posted(asks, path, question)
        .statusCode(200)
        .body("allowed", equalTo(reason.equals("held")))
        .body("reason", equalTo(reason));
  }

  @Test
  void tellsACallerWhatHeMay() {
    Person alice = house.alice();
    String category = alice.asks().body("{\"name\":\"Shop\"}").post("/v1/categories").path("id");
    String other = TypeId.format("cat", TypeId.next());
    Kept key =
        Kept.made(
            alice.asks(),
            "{'name':'k','grants':[{'scopes':['monitor:write'],'categories':['"
                + category
                + "'],'groups':'ALL'}]}");
    String may = "/v1/keys/can";
    asked(key.asks(), may, "{'scope':'monitor:update'}", "held");
    asked(key.asks(), may, "{'scope':'monitor:write'}", "held");
    asked(key.asks(), may, "{'scope':'monitor:*'}", "scope_missing");
    asked(key.asks(), may, "{'scope':'*:*'}", "scope_missing");
    asked(key.asks(), may, "{'scope':'monitor:update','category':'" + category + "'}", "held");
    asked(key.asks(), may, "{'scope':'monitor:update','category':'" + other + "'}", "out_of_reach");
    asked(alice.asks(), may, "{'scope':'*:*','category':'" + other + "'}", "held");
    for (String wrong :
        new String[] {
          "{'scope':'monitor:fly'}",
          "{'scope':''}",
          "{}",
          "{'scope':'monitor:read','category':'x'}",
          "{'scope':'monitor:read','group':'cat_x'}"
        }) {
      Kept.posted(key.asks(), may, wrong).statusCode(422);
    }
  }

  @Test
  void tellsWhatAKeyCouldDoNow() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "key:create", "monitor:read", "category:read");
    Kept key = Kept.made(bob.asks(), "{'name':'k','scopes':['monitor:read','category:read']}");
    String can = "/v1/keys/" + key.id() + "/can";
    String question = "{'scope':'category:read'}";
    asked(alice.asks(), can, question, "held");
    asked(alice.asks(), can, "{'scope':'monitor:delete'}", "scope_missing");
    rows.change(
        "update access_membership set rights_version = rights_version + 1, grants = '[]' where id = ?",
        bob.founder().member().uuid());
    asked(alice.asks(), can, question, "scope_missing");
    Kept mine =
        Kept.made(
            alice.asks(),
            "{'name':'k','scopes':['category:read'],'allowed_networks':['10.0.0.0/8']}");
    String it = "/v1/keys/" + mine.id() + "/can";
    asked(alice.asks(), it, "{'scope':'category:read','address':'10.1.2.3'}", "held");
    asked(alice.asks(), it, "{'scope':'category:read','address':'11.1.2.3'}", "elsewhere");
    Kept.posted(alice.asks(), it, "{'scope':'category:read','address':'here'}").statusCode(422);
    alice.asks().post("/v1/keys/" + mine.id() + "/disable").then().statusCode(200);
    asked(alice.asks(), it, question, "disabled");
    alice.asks().post("/v1/keys/" + mine.id() + "/revoke").then().statusCode(200);
    asked(alice.asks(), it, question, "revoked");
    Kept.posted(house.mallory().asks(), it, question).statusCode(404);
  }
}
