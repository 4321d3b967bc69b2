package dev.belfry.activity;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.TestDatabase;
import dev.belfry.platform.seal.BelfryHome;
import dev.belfry.platform.seal.SealerOf;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the chain ends: signed, published, and remembered elsewhere. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class HeadTest extends ChainOfFive {
  @Inject BelfryHome home;
  @Inject ChainReader reader;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  private static final String OF_THE_LINK =
      " where account_id = ? and id = (select entry_id from activity_link l where l.account_id = ? and l.number = ?)";

  @Inject Intruder intruder;

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
  void namesTheKeyThatSignedIt() {
    String key = alice.asks().get("/v1/activity/head").path("key_id");
    assertTrue(key.matches("[0-9a-f]{16}"), key);
    verify("").body("head.key_id", equalTo(key));
  }

  @Test
  void outlivesTheKeyThatSignedIt(@TempDir Path fresh) {
    Path first = home.home().resolve("sealing-key");
    String before = alice.asks().get("/v1/activity/head").path("key_id");
    ChainKeys rotated = new ChainKeys(SealerOf.keys(fresh, first));
    ChainKeys without = new ChainKeys(SealerOf.keys(fresh));
    assertEquals(List.of(), broken(rotated));
    assertEquals(before, keyId(rotated));
    assertFalse(broken(without).isEmpty());
    assertNull(keyId(without));
    category("after");
    new Chain(system, rotated, clock).grow(account);
    assertEquals(List.of(), broken(rotated));
    assertEquals(
        without.signer(new byte[0], without.sign(new byte[0])).orElseThrow().id(), keyId(rotated));
    verify("").body("ok", equalTo(false)); // by whoever does not know the new key
  }

  private List<VerificationView.Broken> broken(ChainKeys keys) {
    return accounts.in(
        account,
        () -> {
          ChainCheck check = new ChainCheck(keys, 1, new byte[Chain.HASH_BYTES]);
          reader.links(account, 1, 100, 100).forEach(check::see);
          return check.broken();
        });
  }

  private @Nullable String keyId(ChainKeys keys) {
    return accounts.in(
        account,
        () -> HeadView.of(Objects.requireNonNull(reader.standing(account).head()), keys).keyId());
  }
}
