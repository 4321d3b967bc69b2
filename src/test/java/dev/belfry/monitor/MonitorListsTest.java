package dev.belfry.monitor;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of monitors: what they hold, in which order, and how many they say that there are. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MonitorListsTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Seen seen;
  @Inject Judgement judgement;
  private Person alice;

  @BeforeEach
  void arrange() {
    alice = house.alice();
  }

  /**
   * The total of a second page, which may be empty, against what can be seen of all of it, for each
   * kind of reach.
   */
  @Test
  void totalsAreWhatTheCallerCanSee() {
    String shop = named("/v1/categories", "Shop");
    String blog = named("/v1/categories", "Blog");
    String web = named("/v1/groups", "Web");
    String[] places = {
      "",
      ",'category_id':'" + shop + "'",
      ",'category_id':'" + blog + "'",
      ",'group_ids':['" + web + "']",
      ",'category_id':'" + shop + "','group_ids':['" + web + "']"
    };
    for (int i = 0; i < 15; i++) {
      String id =
          made("'name':'Site %d','tags':['t%d']%s".formatted(i, i % 2, places[i % places.length]));
      if (i % 4 == 0) {
        seen.looks(alice, id, i == 0 ? "D" : "U");
      }
    }
    Grant read = Grant.of("monitor:read");
    List<Supplier<RequestSpecification>> callers = new ArrayList<>();
    callers.add(() -> alice.asks());
    for (String key :
        List.of(
            Grant.key(alice, read.in(shop)),
            Grant.key(alice, read.in(shop, blog)),
            Grant.key(alice, read.in(shop), read.in(blog)),
            Grant.key(alice, read.among(web)),
            Grant.key(alice, read.in(shop).among(web)),
            Grant.key(alice, read.in(blog), read.among(web)))) {
      callers.add(() -> Person.asks(key));
    }
    List<Integer> totals = new ArrayList<>();
    for (Supplier<RequestSpecification> caller : callers) {
      for (String filter :
          List.of(
              "",
              "&status=up",
              "&status=pending",
              "&category=" + shop,
              "&category=" + shop + "&status=pending",
              "&group=" + web,
              "&tag=t1",
              "&type=http",
              "&q=site 1",
              "&flapping=false",
              "&status=maintenance")) {
        totals.add(total(caller, filter));
      }
    }
    assertEquals(List.of(15, 3, 11, 6, 5, 6, 7, 15, 6, 15, 0), totals.subList(0, 11));
    assertEquals(List.of(6, 1, 5, 6, 5, 3), totals.subList(11, 17));
  }

  private static int total(Supplier<RequestSpecification> caller, String filter) {
    List<String> all = caller.get().get("/v1/monitors?limit=100" + filter).path("data.id");
    int total = caller.get().get("/v1/monitors?limit=1&page=2" + filter).path("pagination.total");
    assertEquals(all.size(), total, filter);
    return all.size();
  }

  @Test
  void pagesFollowEachOtherInEveryOrder() {
    for (String name : List.of("beta", "Alpha", "alpha", "Gamma", "gamma", "Beta", "delta")) {
      seen.looks(alice, made("'name':'" + name + "'"), name.startsWith("B") ? "D" : "U");
      clock.advanceSeconds(1);
    }
    Comparator<Map<String, String>> name =
        Comparator.comparing(
                (Map<String, String> one) ->
                    String.valueOf(one.get("name")).toLowerCase(java.util.Locale.ROOT))
            .thenComparing(one -> one.get("id"));
    Comparator<Map<String, String>> created =
        Comparator.comparing((Map<String, String> one) -> one.get("created_at"))
            .thenComparing(one -> one.get("id"));
    Comparator<Map<String, String>> status =
        Comparator.comparing((Map<String, String> one) -> one.get("status")).thenComparing(name);
    inOrder("name", name);
    inOrder("-name", name.reversed());
    inOrder("created_at", created);
    inOrder("-created_at", created.reversed());
    inOrder("status", status);
  }

  private void inOrder(String sort, Comparator<Map<String, String>> order) {
    List<Map<String, String>> found = new ArrayList<>();
    for (int page = 1; page <= 4; page++) {
      found.addAll(
          alice.asks().get("/v1/monitors?limit=2&sort=" + sort + "&page=" + page).path("data"));
    }
    assertEquals(7, found.size());
    assertEquals(found.stream().sorted(order).toList(), found, sort);
  }

  @Test
  void whatIsWrongIsFoundByItsFlags() {
    String flaps = made("'name':'Flaps','flap_detection':{'start_changes':2,'stop_changes':0}");
    seen.looks(alice, flaps, "UDU");
    String router = made("'name':'Router'");
    String server = made("'name':'Server','parent_ids':['" + router + "']");
    seen.looks(alice, router, "D");
    seen.looks(alice, server, "D");
    clock.advance(Duration.ofHours(1));
    String late = made("'name':'Late'");
    String well = made("'name':'Well'");
    clock.advance(Duration.ofHours(1));
    assertTrue(judgement.overdue(alice.account(), MonitorId.fromString(late), clock.instant()));
    flagged("flapping", flaps, 5);
    flagged("overdue", late, 5);
    flagged("suppressed", server, 5);
    alice
        .asks()
        .get("/v1/monitors?flapping=false&overdue=false&suppressed=false&status=pending")
        .then()
        .body("data.id", contains(well));
    seen.looks(alice, router, "U");
    seen.looks(alice, server, "U");
    alice.asks().get("/v1/monitors?suppressed=true").then().body("data", hasSize(0));
    alice
        .asks()
        .get("/v1/monitors?overdue=perhaps")
        .then()
        .statusCode(400)
        .body("errors.parameter", contains("overdue"));
  }

  private void flagged(String flag, String id, int all) {
    alice
        .asks()
        .get("/v1/monitors?limit=1&" + flag + "=true")
        .then()
        .body("data.id", contains(id))
        .body("data[0]." + flag, equalTo(true))
        .body("pagination.total", equalTo(1));
    alice
        .asks()
        .get("/v1/monitors?limit=1&" + flag + "=false")
        .then()
        .body("data[0]." + flag, equalTo(false))
        .body("pagination.total", equalTo(all - 1));
  }

  @Test
  void parentsThatTheCallerDoesNotSeeAreNotShownAndStay() {
    String shop = named("/v1/categories", "Shop");
    String hidden = made("'name':'Hidden'");
    String open = made("'name':'Open','category_id':'" + shop + "'");
    String server =
        made(
            "'name':'Server','category_id':'%s','parent_ids':['%s','%s']"
                .formatted(shop, hidden, open));
    String key = Grant.key(alice, Grant.of("monitor:*").in(shop));
    RequestSpecification[] asks = {Person.asks(key), Person.asks(key)};
    asks[0].get("/v1/monitors/" + server).then().body("parent_ids", contains(open));
    asks[1].get("/v1/monitors?q=server").then().body("data[0].parent_ids", contains(open));
    assertTrue(
        !Person.asks(key).get("/v1/monitors/export?format=json").asString().contains(hidden));
    for (String body :
        List.of("{'name':'Renamed'}", "{'parent_ids':['" + open + "']}", "{'parent_ids':[]}")) {
      Person.asks(key)
          .contentType("application/merge-patch+json")
          .body(body.replace('\'', '"'))
          .patch("/v1/monitors/" + server)
          .then()
          .statusCode(200)
          .body("parent_ids", body.contains("[]") ? hasSize(0) : contains(open));
    }
    alice.asks().get("/v1/monitors/" + server).then().body("parent_ids", contains(hidden));
    Person.asks(key)
        .body(
            Watched.body(
                "'name':'Server','url':'http://localhost:1/','category_id':'"
                    + shop
                    + "','parent_ids':['"
                    + hidden
                    + "']"))
        .put("/v1/monitors/" + server)
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("unknown"));
    Watched.patch(alice, server, "{\"parent_ids\":[]}").body("parent_ids", hasSize(0));
    alice.asks().get("/v1/monitors/" + server).then().body("parent_ids", hasSize(0));
  }

  private String named(String path, String name) {
    return alice
        .asks()
        .body(Map.of("name", name))
        .post(path)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private String made(String fields) {
    return Watched.make(alice, "'url':'http://localhost:1/','confirm_down':1," + fields);
  }
}
