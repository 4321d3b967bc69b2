package dev.belfry.activity;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever rules the database and not the sealing key changes nothing unseen. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ChainTest extends ChainOfFive {
  private static final String OF_THE_LINK =
      " where account_id = ? and id = (select entry_id from activity_link l where l.account_id = ? and l.number = ?)";

  @Inject Intruder intruder;
  @Inject EntityManager entities;

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
}
