package dev.belfry.access.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.access.limit.StructuredFields.Item;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import dev.belfry.house.Wire;
import dev.belfry.house.Wire.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What callers are told of limits can be read by others, is true, and is not got round. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LimitHeadersTest {
  @Inject House house;
  @Inject Rows rows;

  @Test
  @Checklist(87)
  void theyAreStructuredFields() {
    Person alice = house.alice();
    rows.change(
        "update access_account set calls_per_hour = 50 where id = ?", alice.account().uuid());
    String key =
        key(alice, "[{'requests':2,'window_seconds':60},{'requests':9,'window_seconds':7200}]");
    for (int status : List.of(200, 200, 429)) {
      Reply reply = Wire.get("/v1/account", "X-API-Key: " + key);
      assertEquals(status, reply.status());
      List<Item> policy = StructuredFields.list(one(reply, "RateLimit-Policy"));
      List<Item> state = StructuredFields.list(one(reply, "RateLimit"));
      assertEquals(
          List.of(
              new Item("60s", Map.of("q", 2L, "w", 60L)),
              new Item("7200s", Map.of("q", 9L, "w", 7200L)),
              new Item("account", Map.of("q", 50L, "w", 3600L))),
          policy);
      assertEquals(
          policy.stream().map(Item::value).toList(), state.stream().map(Item::value).toList());
      for (int i = 0; i < policy.size(); i++) {
        Map<String, Long> left = state.get(i).parameters();
        assertEquals(java.util.Set.of("r", "t"), left.keySet());
        within(left.get("r"), policy.get(i).parameters().get("q"));
        within(left.get("t"), policy.get(i).parameters().get("w"));
      }
    }
    for (String wrong :
        List.of("\"a\";q=1,", "a;q=1", "\"a\";Q=1", "\"a\";q=1.5", "\"a", "\"a\" \"b\"")) {
      assertThrows(IllegalArgumentException.class, () -> StructuredFields.list(wrong), wrong);
    }
  }

  /** One call is given back every half hour; it is the first of them that one waits for. */
  @Test
  @Checklist(87)
  void retryAfterIsWhenTheNextCallIsGivenBack() {
    String key = key(house.alice(), "[{'requests':2,'window_seconds':3600}]");
    assertEquals(200, ask(key, "/v1/account"));
    assertEquals(200, ask(key, "/v1/account"));
    Reply refused = Wire.get("/v1/account", "X-API-Key: " + key);
    assertEquals(429, refused.status());
    long wait = Long.parseLong(one(refused, "Retry-After"));
    assertTrue(wait > 1_700 && wait <= 1_800, "" + wait);
  }

  @Test
  @Checklist(88)
  void noSpellingOfACallIsFree() {
    String key = key(house.alice(), "[{'requests':6,'window_seconds':86400}]");
    String line = "X-API-Key: " + key;
    assertEquals(200, Wire.ask("HEAD", "/v1/account", "", line).status());
    assertEquals(200, ask(key, "/v1/account/"));
    assertEquals(200, ask(key, "/v1//account"));
    assertEquals(200, ask(key, "/v1/account;a=b"));
    assertEquals(200, ask(key, "/v1/acc%6funt"));
    assertEquals(403, ask(key, "/v1/keys"), "a call that is refused counts too");
    for (String path : List.of("/v1/account", "/v1/account/", "/v1//account", "/v1/keys")) {
      assertEquals(429, ask(key, path), path);
    }
    assertEquals(429, Wire.ask("HEAD", "/v1/account", "", line).status());
    assertEquals(429, Wire.get("/v1/account", "Authorization: Bearer " + key).status());
  }

  private static void within(@Nullable Long value, @Nullable Long most) {
    assertTrue(value != null && most != null && value >= 0 && value <= most, value + " of " + most);
  }

  private static int ask(String key, String path) {
    return Wire.get(path, "X-API-Key: " + key).status();
  }

  private static String one(Reply reply, String header) {
    assertEquals(1, reply.headers(header).size(), header + " in " + reply.head());
    return reply.headers(header).getFirst();
  }

  private String key(Person owner, String limits) {
    var made =
        owner
            .asks()
            .body(
                ("{'name':'limited','scopes':['account:read'],'limits':" + limits + "}")
                    .replace('\'', '"'))
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .extract();
    return made.path("key");
  }
}
