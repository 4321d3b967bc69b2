package dev.belfry.notify.webhook;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.access.grant.Place;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.notify.NoticeType;
import dev.belfry.notify.Receiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A webhook tells of the categories and groups, in pairs, that its maker could read. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class WebhookReachTest {
  private static final String[] SCOPES = {"monitor:read", "incident:read", "webhook:*"};

  @Inject House house;
  @Inject Desk desk;

  private Person alice;
  private Receiver receiver;
  private String dev;
  private String prod;
  private String web;
  private String db;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    receiver = new Receiver();
    dev = named("/v1/categories", "Dev");
    prod = named("/v1/categories", "Prod");
    web = named("/v1/groups", "Web");
    db = named("/v1/groups", "Db");
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void tellsOfItsPairsAndNeverMixesThem() {
    String id = made(Grant.of(SCOPES).in(dev).among(web), Grant.of(SCOPES).in(prod).among(db));
    alice
        .asks()
        .get("/v1/webhooks/" + id)
        .then()
        .body("reach.categories.flatten()", contains(dev, prod))
        .body("reach.groups.flatten()", contains(web, db));
    send(dev, db);
    send(prod, web);
    send(dev);
    send(null, web);
    String first = send(dev, db, web);
    String second = send(prod, db);
    desk.runDue();
    assertEquals(
        java.util.Set.of(first, second),
        receiver.got.stream().map(got -> got.header("webhook-id")).collect(Collectors.toSet()));
  }

  @Test
  void reachesNoFurtherThanItsMakerReadsAllThatItTells() {
    String id =
        made(
            Grant.of("webhook:*"),
            Grant.of("monitor:read").among(web, db),
            Grant.of("incident:read").in(dev).among(db));
    alice
        .asks()
        .get("/v1/webhooks/" + id)
        .then()
        .body("reach", hasSize(1))
        .body("reach[0].categories", equalTo(List.of(dev)))
        .body("reach[0].groups", equalTo(List.of(db)));
    Person.asks(
            Grant.key(
                alice, Grant.of("webhook:*"), Grant.of("monitor:read", "incident:read").among()))
        .body(Map.of("url", receiver.url()))
        .post("/v1/webhooks")
        .then()
        .statusCode(403);
  }

  @Test
  void isThereForWhoReachesAllOfIt() {
    String id = made(Grant.of(SCOPES).among(web, db));
    String narrow = Grant.key(alice, Grant.of(SCOPES).among(web));
    Person.asks(narrow).get("/v1/webhooks").then().body("data", hasSize(0));
    Person.asks(narrow).get("/v1/webhooks/" + id).then().statusCode(404);
    Person.asks(narrow).delete("/v1/webhooks/" + id).then().statusCode(404);
    String wide = Grant.key(alice, Grant.of(SCOPES).among(web, db));
    Person.asks(wide).get("/v1/webhooks").then().body("data.id", contains(id));
  }

  @Test
  void withNoReachLeftItTellsNothingAndIsForWhoReachesEverything() {
    String id = made(Grant.of(SCOPES).among(web));
    alice.asks().delete("/v1/groups/" + web).then().statusCode(204);
    alice.asks().get("/v1/webhooks/" + id).then().statusCode(200).body("reach", hasSize(0));
    send(dev, db);
    desk.runDue();
    assertTrue(receiver.got.isEmpty());
    String narrow = Grant.key(alice, Grant.of(SCOPES).among(db));
    Person.asks(narrow).post("/v1/webhooks/" + id + "/rotate-secret").then().statusCode(404);
  }

  private String made(Grant... grants) {
    return Person.asks(Grant.key(alice, grants))
        .body(Map.of("url", receiver.url()))
        .post("/v1/webhooks")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private String send(@Nullable String category, String... groups) {
    UUID in = category == null ? null : CategoryId.fromString(category).uuid();
    Place place =
        new Place(
            in,
            Arrays.stream(groups)
                .map(group -> GroupId.fromString(group).uuid())
                .collect(Collectors.toSet()));
    return desk.sendFrom(place, alice.account(), NoticeType.MONITOR_DOWN);
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
}
