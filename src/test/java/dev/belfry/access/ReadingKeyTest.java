package dev.belfry.access;

import static dev.belfry.access.Sweep.everywhere;
import static dev.belfry.access.Sweep.scoped;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.grant.Scope;
import dev.belfry.house.Agent;
import dev.belfry.house.Agent.Answer;
import dev.belfry.house.Checklist;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.KeyForge;
import dev.belfry.house.Person;
import dev.belfry.house.Routes;
import dev.belfry.house.Routes.Route;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import dev.belfry.house.Things;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever may only read changes nothing, and is counted nothing that he may not read. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ReadingKeyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @Inject House house;
  @Inject KeyForge forge;
  @Inject Rows rows;

  @Test
  @Checklist({68, 31})
  void aKeyWithEveryReadingScopeChangesNothing() {
    Person alice = house.alice();
    Things things = Things.of(alice, "mark-read", rows);
    Map<String, String> made = new HashMap<>();
    scoped().forEach(route -> things.filled(route, made));
    String[] reading =
        Arrays.stream(Scope.values())
            .map(Scope::text)
            .filter(text -> text.endsWith(":read"))
            .toArray(String[]::new);
    Agent reader = forge.key(alice, Grant.of(reading));
    assertEquals(200, reader.get("/v1/session").status()); // its first use is noted on it
    Map<String, String> before = things(alice);
    everywhere(
        scoped(),
        route -> {
          boolean reads =
              Stream.concat(Stream.of(route.scope()), Cells.of(route).also().stream())
                  .allMatch(scope -> Objects.requireNonNull(scope).text().endsWith(":read"));
          Answer answer =
              reader.ask(
                  route.verb(),
                  things.filled(route, made),
                  route.contentType(),
                  Cells.body(route, things));
          return reads == (answer.status() < 300) || (reads && answer.status() != 403)
              ? ""
              : answer.toString();
        });
    assertEquals(before, things(alice));
  }

  /** What is counted by the way, such as uses and refusals, is no change of a thing. */
  private Map<String, String> things(Person owner) {
    Map<String, String> tables = rows.snapshot(owner.account());
    tables
        .keySet()
        .removeIf(
            name ->
                name.startsWith("activity_")
                    || name.startsWith("access_usage")
                    || List.of(
                            "access_network",
                            "access_missing",
                            "access_due",
                            "access_hour",
                            "live_change")
                        .contains(name));
    return tables;
  }

  /** By category and by group, of every list that has a total. */
  @Test
  @Checklist(58)
  void noTotalCountsWhatIsOutOfReach() throws JsonProcessingException {
    Person alice = house.alice();
    Things here = Things.of(alice, "mark-here", rows);
    Things there = Things.of(alice, "mark-there", rows);
    for (Things things : List.of(here, there)) {
      Map<String, String> made = new HashMap<>();
      scoped().forEach(route -> things.filled(route, made));
    }
    int totals = 0;
    Map<String, String> wrong = new TreeMap<>();
    for (Grant grant :
        List.of(
            Grant.of("*:*").in(here.category()),
            Grant.of("*:*").among(here.group()),
            Grant.of("*:*").in(here.category()).among(here.group()))) {
      Agent some = forge.key(alice, grant);
      for (Route route : Routes.all()) {
        if (route.verb().equals("GET") && !route.named() && route.scope() != null) {
          Answer answer = some.get(route.template() + "?limit=100");
          JsonNode told = JSON.readTree(answer.status() == 200 ? answer.body() : "{}");
          if (told.path("pagination").has("total")) {
            totals++;
            int total = told.path("pagination").path("total").asInt();
            boolean elsewhere =
                !grant.categories().equals("ALL")
                    && !grant.groups().equals("ALL")
                    && answer.body().contains("mark-there");
            if (total != told.path("data").size() || elsewhere) {
              wrong.put(route + " " + grant, total + " " + answer);
            }
          }
        }
      }
    }
    assertEquals(Map.of(), wrong);
    assertTrue(totals > 15, "only " + totals + " lists have totals");
  }
}
