package dev.belfry.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Agent;
import dev.belfry.house.Agent.Answer;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Routes;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Where a list goes on, and how it is asked, is said by strangers. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CursorTest {
  @Inject House house;

  @Test
  @Checklist(110)
  void aCursorOfAnotherAccountShowsOnesOwn() {
    Person alice = house.alice();
    Person mallory = house.mallory();
    for (Person person : List.of(alice, mallory, alice, mallory)) {
      person.key("monitor:read");
    }
    String cursor = alice.asks().get("/v1/activity?limit=1").path("next_cursor");
    assertNotNull(cursor);
    Answer answer = Agent.session(mallory).get("/v1/activity?limit=100&cursor=" + cursor);
    assertEquals(200, answer.status());
    assertTrue(answer.body().contains(mallory.email()), answer.toString());
    assertFalse(answer.body().contains(alice.email()), answer.toString());
    assertFalse(answer.body().contains(alice.account().text()), answer.toString());
  }

  @Test
  @Checklist(110)
  void aCursorThatNobodyGaveIsRefusedOrAPlaceInOnesOwnList() {
    Person alice = house.alice();
    alice.key("monitor:read");
    alice.key("monitor:read");
    String cursor = alice.asks().get("/v1/activity?limit=1").path("next_cursor");
    for (int i = 0; i < cursor.length(); i++) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      String tampered = cursor.substring(0, i) + other + cursor.substring(i + 1);
      int status = Agent.session(alice).get("/v1/activity?cursor=" + tampered).status();
      assertTrue(status == 200 || status == 400, tampered + " " + status);
    }
    for (String wrong :
        List.of("x", "AAAA", "%00", "'", cursor + "A", cursor.substring(1), "___")) {
      assertEquals(400, Agent.session(alice).get("/v1/activity?cursor=" + wrong).status(), wrong);
    }
  }

  /** Every list, by every parameter that lists have. */
  @Test
  @Checklist(110)
  void noParameterOfAListReachesTheDatabaseAsItIs() {
    Agent alice = Agent.session(house.alice());
    Map<String, String> wrong = new TreeMap<>();
    for (Routes.Route route : Routes.all()) {
      if (route.verb().equals("GET") && !route.named() && !route.open()) {
        for (String query :
            List.of(
                "limit=0",
                "limit=-1",
                "limit=1000000000",
                "limit=99999999999999999999",
                "page=1000000000",
                "offset=999999999999",
                "sort=hash",
                "sort=name;drop%20table%20access_key",
                "sort=name,(select%201)",
                "sort=-",
                "q=%27%29%20or%201=1--",
                "q=%5C",
                "q=%25_%25_%25_%25_%25_%25_%25_%25_%25_%25_%25_%25_%25_%25_%25_%25_",
                "filter%5Ba%5D%5Bb%5D%5Bc%5D=1",
                "cursor=%27")) {
          Answer answer = alice.get(route.template() + "?" + query);
          if (answer.status() >= 500) {
            wrong.put(route + "?" + query, answer.toString());
          }
        }
      }
    }
    assertEquals(Map.of(), wrong);
  }
}
