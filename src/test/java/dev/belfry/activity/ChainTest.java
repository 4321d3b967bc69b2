package dev.belfry.activity;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Subject;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever rules the database and not the sealing key changes nothing unseen. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ChainTest {
  private static final String OF_THE_LINK =
      " where account_id = ? and id = (select entry_id from activity_link l where l.account_id = ? and l.number = ?)";

  @Inject House house;
  @Inject Chaining chaining;
  @Inject Intruder intruder;
  @Inject Accounts accounts;
  @Inject TestClock clock;
  @Inject Event<ActivityExported> events;
  @Inject EntityManager entities;

  private Person alice;
  private AccountId account;

  @BeforeEach
  void anAccountWithFiveEntries() {
    alice = house.alice();
    account = alice.account();
    for (int i = 0; i < 4; i++) {
      category("c" + i);
    }
    chaining.runDue();
  }

  private void category(String name) {
    alice.asks().body("{\"name\":\"" + name + "\"}").post("/v1/categories").then().statusCode(201);
  }

  private ValidatableResponse verify(String query) {
    return alice.asks().get("/v1/activity/verify" + query).then().statusCode(200);
  }

  private void assertBroken(String reason, Integer number) {
    verify("")
        .body("ok", equalTo(false))
        .body("broken.reason", contains(reason))
        .body("broken.number", contains(number));
  }

  private String head() {
    JsonPath head =
        alice.asks().get("/v1/activity/head").then().statusCode(200).extract().jsonPath();
    return head.getLong("number") + ":" + head.getString("hash");
  }

  private String entry(int number) {
    List<String> newestFirst = alice.asks().get("/v1/activity").path("data.id");
    return newestFirst.get(newestFirst.size() - number);
  }

  @Test
  void aLogBookThatNobodyTouchedIsWhole() {
    verify("")
        .body("ok", equalTo(true))
        .body("entries", equalTo(5))
        .body("unsealed", equalTo(0))
        .body("head.number", equalTo(5))
        .body("broken", empty())
        .body("next_from", nullValue());
    verify("?from=4").body("ok", equalTo(true)).body("entries", equalTo(2));
    category("later");
    verify("").body("ok", equalTo(true)).body("unsealed", equalTo(1));
    String before = head();
    chaining.runDue();
    verify("?head=" + before)
        .body("ok", equalTo(true))
        .body("unsealed", equalTo(0))
        .body("head.number", equalTo(6));
  }

  @Test
  void anEditedEntryIsNamed() {
    intruder.quietly(
        "update activity_entry set actor_name = 'Mallory'" + OF_THE_LINK,
        account.uuid(),
        account.uuid(),
        3L);
    assertBroken("entry_changed", 3);
    verify("").body("broken.entry_id", contains(entry(3)));
    verify("?from=4").body("ok", equalTo(true));
  }

  @Test
  void editedChangesAreNamed() {
    intruder.quietly(
        "update activity_entry set changes = jsonb_set(changes, '{0,after}', '\"other\"')"
            + OF_THE_LINK,
        account.uuid(),
        account.uuid(),
        2L);
    assertBroken("entry_changed", 2);
    intruder.quietly(
        "update activity_entry set changes = '{\"no\":[\"list\",1e400]}'" + OF_THE_LINK,
        account.uuid(),
        account.uuid(),
        2L);
    assertBroken("entry_changed", 2);
  }

  @Test
  void anEntryDeletedInTheMiddleIsMissing() {
    intruder.quietly(
        "delete from activity_entry" + OF_THE_LINK, account.uuid(), account.uuid(), 2L);
    assertBroken("entry_missing", 2);
    intruder.quietly(
        "delete from activity_link where account_id = ? and number = 2", account.uuid());
    assertBroken("link_missing", 2);
  }

  @Test
  void theTailCannotBeCutOff() {
    String signed = head();
    category("last");
    chaining.runDue();
    String last = head();
    intruder.quietly(
        "delete from activity_entry" + OF_THE_LINK, account.uuid(), account.uuid(), 6L);
    intruder.quietly(
        "delete from activity_link where account_id = ? and number = 6", account.uuid());
    assertBroken("link_missing", 6);
    intruder.quietly(
        "update activity_head h set number = 5, hash = (select l.hash from activity_link l"
            + " where l.account_id = h.account_id and l.number = 5) where account_id = ?",
        account.uuid());
    assertBroken("head_changed", 5);
    verify("?head=" + signed).body("broken.reason", contains("head_changed"));
    verify("?head=" + last).body("broken.reason", contains("head_changed", "head_unknown"));
  }

  @Test
  void aRestoredDatabaseIsWholeButDoesNotContainALaterHead() {
    String early = head();
    JsonPath kept = alice.asks().get("/v1/activity/head").jsonPath();
    category("last");
    clock.advanceSeconds(1);
    chaining.runDue();
    String late = head();
    intruder.quietly(
        "delete from activity_entry" + OF_THE_LINK, account.uuid(), account.uuid(), 6L);
    intruder.quietly(
        "delete from activity_link where account_id = ? and number = 6", account.uuid());
    intruder.quietly(
        "update activity_head set number = 5, hash = decode(?, 'hex'), at = ?::timestamptz,"
            + " signature = decode(?, 'base64') where account_id = ?",
        kept.getString("hash"),
        kept.getString("at"),
        kept.getString("signature"),
        account.uuid());
    verify("").body("ok", equalTo(true));
    verify("?head=" + early).body("ok", equalTo(true));
    verify("?head=" + late)
        .body("ok", equalTo(false))
        .body("broken.reason", contains("head_unknown"))
        .body("broken.number", contains(6));
  }

  @Test
  void aPlantedEntryIsForeign() {
    String planted =
        "insert into activity_entry (id, account_id, at, actor_kind, action, object_type, result, mac)"
            + " select gen_random_uuid(), account_id, at, actor_kind, action, object_type, result, ";
    String from = " from activity_entry where account_id = ? limit 1";
    intruder.openly(planted + "null" + from, account.uuid());
    chaining.runDue();
    assertBroken("entry_foreign", 6);
    intruder.openly(planted + "mac" + from, account.uuid());
    chaining.runDue();
    verify("")
        .body("broken.reason", contains("entry_foreign", "entry_foreign"))
        .body("broken.number", contains(6, 7));
    verify("?from=7").body("broken.number", contains(7));
    intruder.quietly(planted + "mac" + from, account.uuid());
    verify("").body("broken.number", contains(6, 7, null));
  }

  @Test
  void entriesFromBeforeTheChainAreNotForeign() {
    Person bob = house.mallory();
    intruder.quietly(
        "update activity_entry set mac = null where account_id = ?", bob.account().uuid());
    chaining.runDue();
    bob.asks().body("{\"name\":\"new\"}").post("/v1/categories").then().statusCode(201);
    chaining.runDue();
    bob.asks()
        .get("/v1/activity/verify")
        .then()
        .body("ok", equalTo(true))
        .body("entries", equalTo(2));
    bob.asks().get("/v1/activity/verify?from=2").then().body("ok", equalTo(true));
  }

  @Test
  void nobodyMakesEntriesOldSoAsToPlantOne() {
    intruder.quietly("update activity_entry set mac = null where account_id = ?", account.uuid());
    intruder.openly(
        "insert into activity_entry (id, account_id, at, actor_kind, action, object_type, result)"
            + " values (gen_random_uuid(), ?, now(), 'user', 'x', 'x', 'done')",
        account.uuid());
    chaining.runDue();
    verify("")
        .body("broken.number", contains(1, 2, 3, 4, 5, 6))
        .body("broken[0].reason", equalTo("entry_changed"))
        .body("broken[5].reason", equalTo("entry_foreign"));
    verify("?from=6").body("broken.reason", contains("entry_foreign"));
  }

  @Test
  void anAlteredLinkIsNamed() {
    intruder.quietly(
        "update activity_link set hash = sha256(hash) where account_id = ? and number = 5",
        account.uuid());
    verify("").body("broken.reason", contains("link_changed", "head_changed"));
    intruder.quietly("delete from activity_head where account_id = ?", account.uuid());
    verify("").body("broken.reason", contains("head_missing", "link_changed"));
  }

  @Test
  void aChainThatWasEmptiedIsOneFinding() {
    intruder.quietly("delete from activity_link where account_id = ?", account.uuid());
    verify("")
        .body("ok", equalTo(false))
        .body("broken.findAll { it.reason == 'link_missing' }", hasSize(1))
        .body("broken.findAll { it.reason == 'entry_foreign' }", hasSize(5));
  }

  @Test
  void twoWhoChainAtOnceMakeOneChain() throws Exception {
    int writers = 4;
    int each = 15;
    CountDownLatch written = new CountDownLatch(writers);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        all.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < each; n++) {
                    fire("x");
                  }
                  written.countDown();
                }));
        all.add(
            threads.submit(
                () -> {
                  while (written.getCount() > 0) {
                    chaining.runDue();
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    chaining.runDue();
    verify("")
        .body("ok", equalTo(true))
        .body("unsealed", equalTo(0))
        .body("entries", equalTo(5 + writers * each));
  }

  @Test
  void aLongLogBookIsChainedAndCheckedInPieces() {
    int many = 1100;
    accounts.in(
        account,
        () -> {
          for (int i = 0; i < many; i++) {
            events.fire(event("row-" + i));
          }
          return true;
        });
    assertEquals(many, chaining.runDue());
    verify("").body("ok", equalTo(true)).body("entries", equalTo(5 + many));
    intruder.quietly(
        "update activity_entry set object_name = 'x'" + OF_THE_LINK,
        account.uuid(),
        account.uuid(),
        1001L);
    assertBroken("entry_changed", 1001);
  }

  @Test
  void whatCommitsLateComesLate() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> slow =
          threads.submit(
              () ->
                  accounts.in(
                      account,
                      () -> {
                        events.fire(event("slow"));
                        entities.flush();
                        written.countDown();
                        mayCommit.await();
                        return true;
                      }));
      written.await();
      category("fast");
      chaining.runDue();
      verify("").body("ok", equalTo(true)).body("entries", equalTo(6));
      mayCommit.countDown();
      slow.get();
    }
    verify("").body("ok", equalTo(true)).body("unsealed", equalTo(1));
    assertEquals(1, chaining.runDue());
    verify("").body("ok", equalTo(true)).body("entries", equalTo(7));
  }

  @Test
  void anybodyCanCheckTheSignatureOfAHead() throws Exception {
    JsonPath head = alice.asks().get("/v1/activity/head").jsonPath();
    String signed =
        String.join(
            " ",
            "belfry-activity-head",
            head.getString("account_id"),
            head.getString("number"),
            head.getString("at"),
            head.getString("hash"));
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new X509EncodedKeySpec(Base64.getDecoder().decode(head.getString("public_key")))));
    check.update(signed.getBytes(StandardCharsets.UTF_8));
    assertTrue(check.verify(Base64.getDecoder().decode(head.getString("signature"))));
    assertEquals(account.text(), head.getString("account_id"));
  }

  @Test
  void headsAreLoggedOnceAMinuteAndNoneIsForgotten() {
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    Handler listener = listener(heard);
    Logger log = Logger.getLogger("dev.belfry.activity.head");
    log.addHandler(listener);
    try {
      category("second");
      chaining.runDue();
      assertEquals(List.of(), numbers(heard), "one was logged within this minute");
      clock.advance(Duration.ofSeconds(61));
      chaining.runDue();
      assertEquals(List.of(6), numbers(heard));
      clock.advance(Duration.ofSeconds(61));
      chaining.runDue();
      assertEquals(List.of(6), numbers(heard), "nothing new, nothing to tell");
    } finally {
      log.removeHandler(listener);
    }
  }

  private List<Integer> numbers(Queue<String> heard) {
    return heard.stream()
        .map(JsonPath::from)
        .filter(head -> account.text().equals(head.getString("account_id")))
        .map(head -> head.getInt("number"))
        .toList();
  }

  private static Handler listener(Queue<String> heard) {
    return new Handler() {
      @Override
      public void publish(LogRecord message) {
        heard.add(message.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void requestsMayAddEntriesAndTouchNothingElse() {
    for (String sql :
        List.of(
            "update activity_entry set action = 'x'",
            "delete from activity_entry",
            "insert into activity_link select account_id, 99, entry_id, hash from activity_link",
            "update activity_link set number = number",
            "delete from activity_link",
            "insert into activity_head select * from activity_head",
            "update activity_head set number = 0",
            "delete from activity_head",
            "insert into activity_unchained select account_id, entry_id from activity_link",
            "delete from activity_unchained",
            "alter table activity_entry disable trigger all",
            "truncate activity_link")) {
      Throwable refused =
          assertThrows(
              RuntimeException.class,
              () -> accounts.in(account, () -> entities.createNativeQuery(sql).executeUpdate()),
              sql);
      while (refused.getCause() != null) {
        refused = refused.getCause();
      }
      assertTrue(
          String.valueOf(refused.getMessage()).matches("(?s).*(permission denied|must be owner).*"),
          sql + ": " + refused);
    }
  }

  @Test
  void theChainIsForThoseWhoReachTheWholeAccount() {
    String category = alice.asks().get("/v1/categories").path("data[0].id");
    String key =
        alice
            .asks()
            .body(
                "{\"name\":\"k\",\"grants\":[{\"scopes\":[\"activity:read\"],\"categories\":[\""
                    + category
                    + "\"],\"groups\":\"ALL\"}]}")
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    Person.asks(key).get("/v1/activity/head").then().statusCode(403);
    Person.asks(key).get("/v1/activity/verify").then().statusCode(403);
    Person.asks(key).get("/v1/activity").then().statusCode(200).body("data", hasSize(1));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    for (String query :
        List.of(
            "from=0", "from=x", "head=5", "head=0:" + "0".repeat(64), "head=5:" + "A".repeat(64))) {
      alice.asks().get("/v1/activity/verify?" + query).then().statusCode(400);
    }
    verify("?head=5:" + "0".repeat(64)).body("broken.reason", contains("head_unknown"));
    verify("?from=100").body("ok", equalTo(true)).body("entries", equalTo(0));
  }

  private void fire(String name) {
    accounts.in(
        account,
        () -> {
          events.fire(event(name));
          return true;
        });
  }

  private ActivityExported event(String name) {
    return new ActivityExported(
        account,
        Actor.SYSTEM,
        new Subject("activity", null, name, null),
        clock.instant(),
        List.of());
  }
}
