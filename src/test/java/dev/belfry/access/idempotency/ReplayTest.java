package dev.belfry.access.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What was answered is answered again, but no secret is shown twice. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ReplayTest {
  private static final String KEY = "Idempotency-Key";
  private static final String NAME = "8e03978e-40d5-43dd";

  @Inject House house;
  @Inject Rows rows;

  @Test
  @Checklist(80)
  void secretsAreNullTheSecondTimeAndNothingElseIsMissing() throws IOException {
    Person alice = house.alice();
    String newKey = "{\"name\":\"x\",\"scopes\":[\"monitor:read\"]}";
    String id = alice.asks().body(newKey).post("/v1/keys").path("id");
    String webhook =
        alice.asks().body("{\"url\":\"http://localhost:1/\"}").post("/v1/webhooks").path("id");
    Map<String, String[]> calls = new TreeMap<>();
    calls.put("/v1/keys", new String[] {newKey, "key"});
    calls.put("/v1/keys/" + id + "/rotate", new String[] {"{}", "key"});
    calls.put("/v1/personal-keys", new String[] {newKey, "key"});
    calls.put("/v1/webhooks", new String[] {"{\"url\":\"http://localhost:1/\"}", "secret"});
    calls.put("/v1/webhooks/" + webhook + "/rotate-secret", new String[] {"", "secret"});
    calls.put("/v1/invitations", new String[] {"{\"email\":\"n@example.org\"}", "token"});
    String dave = house.member(alice, "dave", "monitor:read").founder().user().text();
    calls.put("/v1/users/" + dave + "/password-reset", new String[] {"", "token"});
    alice.asks().body("{\"personal_keys\":true}").put("/v1/keys/policy").then().statusCode(200);
    for (Map.Entry<String, String[]> call : calls.entrySet()) {
      String body = call.getValue()[0];
      String secret = call.getValue()[1];
      Response first = alice.asks().header(KEY, NAME).body(body).post(call.getKey());
      Response second = alice.asks().header(KEY, NAME).body(body).post(call.getKey());
      assertTrue(first.statusCode() < 300, call.getKey() + first.asString());
      assertEquals(first.statusCode(), second.statusCode());
      assertEquals("true", second.header("Idempotency-Replayed"), call.getKey());
      String shown = first.path(secret);
      assertNotNull(shown, call.getKey());
      assertTrue(shown.length() > 20, call.getKey());
      assertFalse(second.asString().contains(shown), call.getKey());
      assertEquals(
          tree(first.asString().replace("\"" + shown + "\"", "null")), tree(second.asString()));
      assertFalse(everything(alice).contains(shown), "kept");
    }
  }

  @Test
  @Checklist(80)
  void aSessionIsNotGivenTwice() {
    Person alice = house.alice();
    Person erin = house.member(alice, "erin", "*:read");
    String body = "{\"account_id\":\"" + alice.account().text() + "\"}";
    Response first = erin.asks().header(KEY, NAME).body(body).post("/v1/session/switch");
    String token = first.path("token");
    Response second =
        RestAssured.given()
            .contentType("application/json")
            .header("X-Session-ID", token)
            .header(KEY, NAME)
            .body(body)
            .post("/v1/session/switch");
    assertEquals("true", second.header("Idempotency-Replayed"), second.asString());
    assertNull(second.path("token"));
    assertNull(second.header("Set-Cookie"));
    assertFalse(everything(alice).contains(token));
  }

  private String everything(Person person) {
    return rows.select(
            "select coalesce(location, '') || coalesce(answer, '') from access_idempotency where account_id = ?",
            person.account().uuid())
        .toString();
  }

  private static JsonNode tree(String json) throws IOException {
    return new ObjectMapper().readTree(json);
  }
}
