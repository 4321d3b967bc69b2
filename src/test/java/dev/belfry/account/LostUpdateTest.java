package dev.belfry.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.AtOnce;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Of several who change the version that all of them read, one does, and the others learn of it.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LostUpdateTest {
  private static final int MANY = 8;
  @Inject House house;

  @ParameterizedTest
  @Checklist(82)
  @CsvSource(
      delimiter = ';',
      value = {
        "/v1/categories; {'name':'n%d'}",
        "/v1/groups; {'name':'n%d'}",
        "/v1/monitors; {'name':'n%d','type':'http','url':'http://localhost:1/'}",
        "/v1/webhooks; {'url':'http://localhost:1/%d'}",
        "/v1/maintenance; {'name':'n%d','tags':['x']}",
        "/v1/keys; {'name':'n%d','scopes':['monitor:read']}",
        "/v1/roles; {'name':'n%d','grants':[]}",
      })
  void oneOfManyChangesTheVersionThatAllRead(String list, String body) throws InterruptedException {
    Person alice = house.alice();
    String made =
        alice.asks().body(json(body, 0)).post(list).then().statusCode(201).extract().path("id");
    String path = list + "/" + made;
    String version = alice.asks().get(path).then().statusCode(200).extract().header("ETag");
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 1; i <= MANY; i++) {
      String other = json(body, i);
      calls.add(
          () -> alice.asks().header("If-Match", version).body(other).put(path).getStatusCode());
    }
    List<Integer> statuses = AtOnce.all(calls);
    assertEquals(1, Collections.frequency(statuses, 200), "" + statuses);
    assertEquals(MANY - 1, Collections.frequency(statuses, 412), "" + statuses);
  }

  private static String json(String body, int number) {
    return body.formatted(number).replace('\'', '"');
  }
}
