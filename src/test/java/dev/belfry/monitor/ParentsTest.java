package dev.belfry.monitor;

import static dev.belfry.monitor.Family.link;
import static dev.belfry.monitor.Family.made;
import static dev.belfry.monitor.Family.watched;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.AtOnce;
import dev.belfry.house.Checklist;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.round.Rounds;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Monitors that lie behind others. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ParentsTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Rounds rounds;
  @Inject Seen seen;

  @Test
  void aChildOfWhatIsDownIsDownAndNobodyIsTold() {
    Person alice = house.alice();
    String router = made(alice, "Router");
    String server = made(alice, "Server", router);
    seen.looks(alice, router, "UD");
    assertEquals("down", seen.looks(alice, server, "UD"));
    suppressed(alice, server, true);
    open(alice, "Router is down");
    told(alice, "monitor.down", 1);
    alice
        .asks()
        .get("/v1/activity?action=monitor.down_suppressed")
        .then()
        .body("data", hasSize(1))
        .body("data[0].object.id", equalTo(server))
        .body("data[0].changes[0].field", equalTo("suppressed_by"))
        .body("data[0].changes[0].after", contains(router));
    seen.looks(alice, server, "DD");
    told(alice, "monitor.down_suppressed", 1);
    seen.looks(alice, router, "U");
    open(alice);
    seen.looks(alice, server, "N");
    open(alice);
    assertEquals("down", seen.looks(alice, server, "D"));
    open(alice, "Server is down");
    suppressed(alice, server, false);
    seen.looks(alice, router, "D");
    assertEquals("up", seen.looks(alice, server, "U"));
    open(alice, "Router is down");
  }

  @Test
  void oneThatComesUpWithItsParentWasNeverInTheNews() {
    Person alice = house.alice();
    String router = made(alice, "Router");
    String server = made(alice, "Server", router);
    seen.looks(alice, router, "D");
    seen.looks(alice, server, "DDU");
    seen.looks(alice, router, "U");
    seen.looks(alice, server, "U");
    told(alice, "monitor.down", 1);
    told(alice, "monitor.up", 1);
    alice.asks().get("/v1/incidents").then().body("data", hasSize(1));
  }

  @Test
  void anyParentThatIsNotDownLetsTheAlarmThrough() {
    Person alice = house.alice();
    String one = made(alice, "One");
    String other = made(alice, "Other");
    String server = made(alice, "Server", one, other);
    seen.looks(alice, one, "D");
    seen.looks(alice, server, "D");
    open(alice, "One is down", "Server is down");
    alice.asks().post("/v1/monitors/" + other + "/pause").then().statusCode(200);
    String second = made(alice, "Second", one, other);
    seen.looks(alice, second, "D");
    open(alice, "One is down", "Server is down", "Second is down");
  }

  /** Nobody waits for a parent to be found down: better one notice too many than one too late. */
  @Test
  void aChildThatIsSeenDownBeforeItsParentIsTold() {
    Person alice = house.alice();
    String router = made(alice, "Router");
    String server = made(alice, "Server", router);
    seen.looks(alice, server, "D");
    seen.looks(alice, router, "D");
    seen.looks(alice, server, "D");
    told(alice, "monitor.down", 2);
    open(alice, "Router is down", "Server is down");
  }

  @Test
  void aParentThatIsNotKnownAnyMoreIsStillDown() {
    Person alice = house.alice();
    String router = made(alice, "Router");
    String server = made(alice, "Server", router);
    assertEquals("unknown", seen.looks(alice, router, "DN"));
    seen.looks(alice, server, "D");
    open(alice, "Router is down");
  }

  /** The rounds write looks at it in batches meanwhile, and find the parent up. */
  @Test
  void theRoundsHoldAnAlarmBackAndRaiseIt() throws SQLException {
    Person alice = house.alice();
    try (Site router = new Site();
        Site server = new Site()) {
      String parent = watched(alice, router, "'name':'Router'");
      String child = watched(alice, server, "'name':'Server','parent_ids':['" + parent + "']");
      rounds.runDue();
      router.answers(500);
      clock.advanceSeconds(60);
      rounds.runDue();
      server.answers(500);
      for (int i = 0; i < 3; i++) {
        clock.advanceSeconds(60);
        rounds.runDue();
      }
      alice.asks().get("/v1/monitors/" + child).then().body("status", equalTo("down"));
      assertEquals(5, server.calls(), "suppressing alerts never stops the looking");
      open(alice, "Router is down");
      router.answers(200);
      for (int i = 0; i < 2; i++) {
        clock.advanceSeconds(60);
        rounds.runDue();
      }
      open(alice, "Server is down");
    }
  }

  @Test
  void aDeletedParentIsNobodysParent() {
    Person alice = house.alice();
    String router = made(alice, "Router");
    String server = made(alice, "Server", router);
    seen.looks(alice, router, "D");
    seen.looks(alice, server, "D");
    alice.asks().delete("/v1/monitors/" + router).then().statusCode(204);
    alice.asks().get("/v1/monitors/" + server).then().body("parent_ids", hasSize(0));
    seen.looks(alice, server, "D");
    open(alice, "Server is down");
  }

  @Test
  void areShownChangedAndInTheLogBook() {
    Person alice = house.alice();
    String router = made(alice, "Router");
    String server = made(alice, "Server", router);
    alice.asks().get("/v1/monitors?q=server").then().body("data[0].parent_ids", contains(router));
    Watched.patch(alice, server, "{\"parent_ids\":[]}")
        .statusCode(200)
        .body("parent_ids", hasSize(0));
    alice
        .asks()
        .get("/v1/activity?action=monitor.updated")
        .then()
        .body("data[0].changes.field", contains("parent_ids"));
    Watched.patch(alice, server, "{\"parent_ids\":[\"" + router + "\"]}")
        .statusCode(200)
        .body("parent_ids", contains(router));
  }

  @Test
  @Checklist({55, 56, 57})
  void whatIsNotSeenIsNoParent() {
    Person alice = house.alice();
    Person mallory = house.mallory();
    String foreign = made(mallory, "Foreign");
    String server = made(alice, "Server");
    String body = "{\"parent_ids\":[\"%s\"]}";
    String missing = "mon_01k00000000000000000000000";
    String unlike =
        Watched.patch(alice, server, body.formatted(missing))
            .statusCode(422)
            .extract()
            .path("errors[0]")
            .toString();
    assertEquals(
        unlike,
        Watched.patch(alice, server, body.formatted(foreign))
            .statusCode(422)
            .body("errors.pointer", contains("/parent_ids/0"))
            .extract()
            .path("errors[0]")
            .toString());
    String category = alice.asks().body("{\"name\":\"Shop\"}").post("/v1/categories").path("id");
    String inside =
        Watched.make(
            alice, "'name':'In','url':'http://localhost:1/','category_id':'" + category + "'");
    String key = Grant.key(alice, Grant.of("monitor:read", "monitor:update").in(category));
    Person.asks(key)
        .contentType("application/merge-patch+json")
        .body(body.formatted(server))
        .patch("/v1/monitors/" + inside)
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("unknown"));
  }

  @Test
  void ringsAreRefused() throws InterruptedException {
    Person alice = house.alice();
    String one = made(alice, "One");
    String two = made(alice, "Two", one);
    String three = made(alice, "Three", two);
    for (String ring : List.of(one, two, three)) {
      Watched.patch(alice, one, "{\"parent_ids\":[\"" + ring + "\"]}")
          .statusCode(422)
          .body("errors.code", contains("cycle"));
    }
    String left = made(alice, "Left");
    String right = made(alice, "Right");
    List<Callable<Integer>> both =
        List.of(() -> link(alice, left, right), () -> link(alice, right, left));
    List<Integer> answers = new ArrayList<>(AtOnce.all(both));
    answers.sort(null);
    assertEquals(200, answers.getFirst());
    assertTrue(answers.getLast() == 422 || answers.getLast() == 409, answers.toString());
  }

  @Test
  void thereAreTenAtMost() {
    Person alice = house.alice();
    String many =
        IntStream.range(0, 11)
            .mapToObj(i -> "'" + made(alice, "M" + i) + "'")
            .collect(Collectors.joining(",", "[", "]"));
    alice
        .asks()
        .body(Watched.body("'name':'Server','url':'http://localhost:1/','parent_ids':" + many))
        .post("/v1/monitors")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/parent_ids"));
  }

  private static void suppressed(Person owner, String id, boolean is) {
    owner.asks().get("/v1/monitors/" + id).then().body("suppressed", equalTo(is));
  }

  private static void told(Person owner, String action, int times) {
    owner.asks().get("/v1/activity?action=" + action).then().body("data", hasSize(times));
  }

  private static void open(Person owner, String... titles) {
    List<String> found = owner.asks().get("/v1/incidents?open=true").path("data.title");
    assertTrue(
        found.size() == titles.length && found.containsAll(List.of(titles)), found.toString());
  }
}
