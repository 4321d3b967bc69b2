package dev.belfry.maintenance;

import static dev.belfry.maintenance.Edges.planned;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Monitors that are made while work goes on, one by one and many at once. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MadeMeanwhileTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Edges edges;
  private Person alice;

  @BeforeEach
  void work() {
    alice = house.alice();
    planned(alice, "'duration_seconds':600,'tags':['db']");
    edges.runDue();
  }

  @Test
  void oneIsShownSoAtOnce() {
    alice
        .asks()
        .body(
            Json.of("{'name':'One','type':'http','url':'http://localhost:1/','tags':['db','eu']}"))
        .post("/v1/monitors")
        .then()
        .statusCode(201)
        .body("status", equalTo("maintenance"))
        .body("underlying_status", equalTo("pending"));
  }

  @Test
  void ofManyAtOnceThoseThatAreMeant() {
    String rows =
        IntStream.range(0, 90)
            .mapToObj(i -> "M" + i + ",http,http://localhost:1/," + tag(i) + "," + (i % 9 != 0))
            .collect(Collectors.joining("\n"));
    alice
        .asks()
        .contentType("text/csv")
        .body("name,type,url,tags,enabled\n" + rows)
        .post("/v1/monitors/import")
        .then()
        .statusCode(200)
        .body("created", equalTo(90));
    assertEquals(List.of(10, 20, 60), counts());
    clock.advanceSeconds(600);
    edges.runDue();
    assertEquals(List.of(10, 0, 80), counts());
  }

  /** A third is of the window; of each three one is paused. */
  private static String tag(int i) {
    return i % 3 == 0 ? "db" : "web";
  }

  private List<Integer> counts() {
    return List.of("paused", "maintenance", "pending").stream()
        .map(
            status ->
                alice
                    .asks()
                    .get("/v1/monitors?status=" + status)
                    .then()
                    .statusCode(200)
                    .extract()
                    .<Integer>path("pagination.total"))
        .toList();
  }
}
