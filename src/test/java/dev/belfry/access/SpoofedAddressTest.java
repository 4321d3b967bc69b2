package dev.belfry.access;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.house.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is no proxy of ours says nothing about where a call came from. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SpoofedAddressTest {
  private static final List<String> HEADERS =
      List.of(
          "X-Forwarded-For: 10.1.2.3",
          "X-Forwarded-For: 127.0.0.1, 10.1.2.3",
          "X-Forwarded-For: 10.1.2.3\r\nX-Forwarded-For: 127.0.0.1",
          "Forwarded: for=10.1.2.3",
          "X-Real-IP: 10.1.2.3",
          "X-Client-IP: 10.1.2.3",
          "CF-Connecting-IP: 10.1.2.3",
          "True-Client-IP: 10.1.2.3");

  @Inject House house;

  @Test
  @Checklist(84)
  void noHeaderBringsAKeyIntoItsNetworks() {
    Person alice = house.alice();
    String key =
        alice
            .asks()
            .body(
                "{\"name\":\"k\",\"scopes\":[\"account:read\"],\"allowed_networks\":[\"10.0.0.0/8\"]}")
            .post("/v1/keys")
            .path("key");
    for (String header : HEADERS) {
      assertEquals(401, Wire.get("/v1/account", "X-API-Key: " + key, header).status(), header);
    }
  }

  @Test
  @Checklist(84)
  void theLogBookNamesThePeer() {
    Person alice = house.alice();
    for (String header : HEADERS) {
      String body = "{\"name\":\"" + Integer.toHexString(header.hashCode()) + "\"}";
      assertEquals(
          201,
          Wire.ask(
                  "POST",
                  "/v1/categories",
                  body,
                  "Content-Type: application/json",
                  "X-Session-ID: " + alice.session(),
                  header)
              .status());
    }
    alice
        .asks()
        .get("/v1/activity?action=category.created&limit=100")
        .then()
        .body("data.size()", equalTo(HEADERS.size()))
        .body("data.address.unique()", equalTo(List.of("127.0.0.1")));
  }
}
