package dev.belfry.access.member;

import static dev.belfry.house.Json.PATCH;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ServiceAccountTest {
  @Inject House house;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  @Test
  void isNoPerson() {
    Person alice = house.alice();
    String id = serviceAccount(alice);
    alice.asks().get("/v1/users").then().body("pagination.total", equalTo(1));
    alice
        .asks()
        .get("/v1/service-accounts")
        .then()
        .body("data.id", equalTo(java.util.List.of(id)))
        .body("data[0].name", equalTo("CI"))
        .body("data[0].roles", hasSize(0));
    alice
        .asks()
        .get("/v1/service-accounts/" + alice.founder().member().text())
        .then()
        .statusCode(404);
  }

  @Test
  void ownsKeysThatActWithItsRights() throws SQLException {
    Person alice = house.alice();
    String id = serviceAccount(alice);
    String key = alice.key("monitor:read", "category:read");
    own(alice, id);
    Person.asks(key).get("/v1/monitors").then().statusCode(200);
    Person.asks(key).get("/v1/categories").then().statusCode(403);
    alice
        .asks()
        .contentType(PATCH)
        .body(Json.of("{'status':'disabled'}"))
        .patch("/v1/service-accounts/" + id)
        .then()
        .statusCode(200);
    Person.asks(key).get("/v1/monitors").then().statusCode(401);
    alice
        .asks()
        .contentType(PATCH)
        .body(Json.of("{'status':'active','grants':[]}"))
        .patch("/v1/service-accounts/" + id)
        .then()
        .statusCode(200);
    Person.asks(key).get("/v1/monitors").then().statusCode(403);
    alice.asks().delete("/v1/service-accounts/" + id).then().statusCode(204);
    Person.asks(key).get("/v1/monitors").then().statusCode(401);
    alice.asks().get("/v1/service-accounts").then().body("data", hasSize(0));
  }

  @Test
  void isChangedInTheVersionThatWasRead() {
    Person alice = house.alice();
    String id = serviceAccount(alice);
    String tag = alice.asks().get("/v1/service-accounts/" + id).header("ETag");
    for (int status : new int[] {200, 412}) {
      alice
          .asks()
          .contentType(PATCH)
          .header("If-Match", tag)
          .body(Json.of("{'description':'pipelines'}"))
          .patch("/v1/service-accounts/" + id)
          .then()
          .statusCode(status);
    }
  }

  /** Until keys can be made for a service account by the API. */
  private void own(Person alice, String id) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "update access_key k set owner_id = m.id from access_membership m"
                    + " where k.account_id = ? and m.account_id = k.account_id and m.kind = 'service'")) {
      statement.setObject(1, alice.account().uuid());
      statement.executeUpdate();
    }
    alice.asks().get("/v1/keys").then().body("data[0].owner_id", equalTo(id));
  }

  private static String serviceAccount(Person alice) {
    return alice
        .asks()
        .body(
            Json.of(
                "{'name':'CI','grants':[{'scopes':['monitor:read'],'categories':'ALL','groups':'ALL'}]}"))
        .post("/v1/service-accounts")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }
}
