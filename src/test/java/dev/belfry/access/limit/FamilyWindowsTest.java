package dev.belfry.access.limit;

import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A limit holds for a key with all that came of it: its children, and its successor beside it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FamilyWindowsTest {
  @Inject House house;
  @Inject Rows rows;

  private record Key(UUID id, String text) {}

  @Test
  void whatAChildTakesItsParentHasNoMore() {
    Person alice = house.alice();
    Key parent = key(alice, "{4}", "{3600}");
    Key child = childOf(parent, key(alice, "{3}", "{3600}"));
    Key other = childOf(parent, key(alice, "{3}", "{3600}"));
    assertEquals(List.of(200, 200, 200, 429), calls(child, 4));
    assertEquals(List.of(200, 429), calls(other, 2));
    assertEquals(List.of(429), calls(parent, 1));
  }

  @Test
  void aCallThatTheParentDeniesTakesNothingFromTheChild() {
    Person alice = house.alice();
    Key parent = key(alice, "{1}", "{3600}");
    Key child = childOf(parent, key(alice, "{5,7}", "{3600,86400}"));
    assertEquals(List.of(200, 429, 429), calls(child, 3));
    Person.asks(child.text())
        .get("/v1/account")
        .then()
        .header("RateLimit", matchesPattern("\"3600s\";r=0;t=3600, \"86400s\";r=6;t=12343"));
  }

  @Test
  void aChildWithoutLimitsHasThoseOfItsParent() {
    Person alice = house.alice();
    Key parent = key(alice, "{2}", "{3600}");
    Key child = childOf(parent, key(alice, "{}", "{}"));
    assertEquals(List.of(200, 200, 429), calls(child, 3));
    Person.asks(child.text())
        .get("/v1/account")
        .then()
        .header("RateLimit-Policy", "\"3600s\";q=2;w=3600");
  }

  @Test
  void aFamilyThatCallsAtOnceIsAdmittedAsOftenAsItsParentAllows() throws Exception {
    Person alice = house.alice();
    Key parent = key(alice, "{60}", "{86400}");
    List<Key> family = new ArrayList<>(List.of(parent));
    for (int i = 0; i < 7; i++) {
      family.add(childOf(parent, key(alice, "{20}", "{86400}")));
    }
    List<Integer> seen = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(32)) {
      List<Future<List<Integer>>> threads = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        Key one = family.get(i % family.size());
        threads.add(executor.submit(() -> calls(one, 5)));
      }
      for (Future<List<Integer>> thread : threads) {
        seen.addAll(thread.get());
      }
    }
    assertEquals(60, Collections.frequency(seen, 200));
    assertEquals(100, Collections.frequency(seen, 429));
  }

  @Test
  void aKeyAndItsSuccessorShareTheirWindowsWhileBothLive() {
    Person alice = house.alice();
    Key old = key(alice, "{4}", "{3600}");
    assertEquals(List.of(200), calls(old, 1));
    String successor =
        alice
            .asks()
            .body("{\"grace_seconds\":3600}")
            .post("/v1/keys/" + TypeId.format("key", old.id()) + "/rotate")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    Key young = new Key(newest(alice), successor);
    assertEquals(List.of(200, 200), calls(young, 2));
    assertEquals(List.of(200, 429), calls(old, 2));
    assertEquals(List.of(429), calls(young, 1));
  }

  private Key key(Person owner, String requests, String seconds) {
    String text = owner.key("account:read");
    Key key = new Key(newest(owner), text);
    rows.change(
        "update access_key set limit_requests = ?::int[], limit_seconds = ?::int[] where id = ?",
        requests,
        seconds,
        key.id());
    return key;
  }

  private Key childOf(Key parent, Key child) {
    rows.change("update access_key set parent_id = ? where id = ?", parent.id(), child.id());
    return child;
  }

  private static UUID newest(Person owner) {
    String id = owner.asks().get("/v1/keys?limit=1").path("data[0].id");
    return TypeId.parse("key", id).orElseThrow();
  }

  private static List<Integer> calls(Key key, int times) {
    return Stream.generate(() -> Person.asks(key.text()).get("/v1/account").statusCode())
        .limit(times)
        .toList();
  }
}
