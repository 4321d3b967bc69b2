package dev.belfry.statuspage;

import static dev.belfry.statuspage.StatusPageTest.make;
import static dev.belfry.statuspage.StatusPageTest.patch;
import static dev.belfry.statuspage.StatusPageTest.slug;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may see a page, as people say it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PageAccessTest {
  @Inject House house;
  @Inject Rows rows;

  @Test
  void thePasswordIsKeptByEditsAndShownToNobody() {
    Person alice = house.alice();
    String password = "correct horse battery staple";
    String id =
        make(
                alice,
                "{'name':'x','slug':'"
                    + slug()
                    + "','access':{'mode':'password','password':'"
                    + password
                    + "'}}")
            .statusCode(201)
            .extract()
            .path("id");
    Object before = hash(id);
    patch(alice, id, "{'name':'y'}").statusCode(200).body("access.password", nullValue());
    assertEquals(before, hash(id));
    patch(alice, id, "{'access':null}").statusCode(422);
    patch(alice, id, "{'access':{'mode':null}}").statusCode(422);
    String all =
        alice.asks().get("/v1/activity?limit=100").asString()
            + alice.asks().get("/v1/status-pages").asString();
    assertFalse(all.contains(password) || all.contains("argon2"), all);
    patch(alice, id, "{'access':{'mode':'public'}}").statusCode(200);
    assertEquals(null, hash(id));
  }

  @Test
  void anotherModeNeedsNothingOfTheOneBefore() {
    Person alice = house.alice();
    String id =
        make(
                alice,
                "{'name':'x','slug':'"
                    + slug()
                    + "','access':{'mode':'networks','networks':['192.0.2.0/24']}}")
            .statusCode(201)
            .extract()
            .path("id");
    patch(alice, id, "{'access':{'mode':'networks'}}")
        .statusCode(200)
        .body("access.networks", contains("192.0.2.0/24"));
    patch(
            alice,
            id,
            "{'access':{'mode':'password','password':'open sesame, please','networks':['192.0.2.0/24']}}")
        .statusCode(422)
        .body("errors.pointer", contains("/access/networks"));
    patch(alice, id, "{'access':{'mode':'password','password':'open sesame, please'}}")
        .statusCode(200)
        .body("access.mode", equalTo("password"))
        .body("access.networks", hasSize(0));
    patch(alice, id, "{'access':{'mode':'networks','networks':['192.0.2.7']}}").statusCode(200);
    assertEquals(null, hash(id));
    patch(alice, id, "{'access':{'mode':'public'}}")
        .statusCode(200)
        .body("access.networks", hasSize(0));
  }

  private Object hash(String page) {
    return rows.select("select password_hash from statuspage where id = ?", uuid(page)).getFirst();
  }

  private static UUID uuid(String id) {
    return dev.belfry.platform.id.TypeId.require(id.substring(0, 3), id);
  }
}
