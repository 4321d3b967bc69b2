package dev.belfry.access.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.belfry.house.Agent;
import dev.belfry.house.Agent.Answer;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What somebody has who read the database, another installation, or a list: it opens nothing. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class StolenMaterialTest {
  @Inject House house;
  @Inject Rows rows;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  /** While nobody can read keys, whoever asks for one waits; a mistyped one is refused at once. */
  @Test
  @Checklist(15)
  void aMistypedKeyIsRefusedWithoutTheDatabase() throws Exception {
    String key = house.alice().key("account:read");
    try (Connection connection = system.getConnection();
        Statement statement = connection.createStatement();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      connection.setAutoCommit(false);
      statement.execute("lock table access_key in access exclusive mode");
      for (int i = "bfy_svc_".length(); i < key.length(); i++) {
        char other = key.charAt(i) == 'x' ? 'y' : 'x';
        String mistyped = key.substring(0, i) + other + key.substring(i + 1);
        assertEquals(401, Agent.key(mistyped).get("/v1/account").status());
      }
      Future<Integer> right = executor.submit(() -> Agent.key(key).get("/v1/account").status());
      while (!right.isDone() && waiting() == 0) {
        Thread.onSpinWait();
      }
      assertFalse(right.isDone(), "it went past the lock");
      connection.commit();
      assertEquals(200, right.get());
    }
  }

  private int waiting() {
    return rows.select(
            "select 1 from pg_locks where relation = 'access_key'::regclass and not granted")
        .size();
  }

  @Test
  @Checklist({16, 21})
  void aWellFormedKeyOfNobodyOrOfAnotherInstallationIsUnknown() throws GeneralSecurityException {
    Person alice = house.alice();
    for (KeyText.Type type : KeyText.Type.values()) {
      unknown(Agent.key(KeyText.generate(type, new SecureRandom())).get("/v1/account"));
    }
    String theirs = KeyText.generate(KeyText.Type.SVC, new SecureRandom());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    alice.key("account:read");
    rows.change(
        "update access_key set hash = ? where account_id = ?",
        mac.doFinal(theirs.getBytes(StandardCharsets.UTF_8)),
        alice.account().uuid());
    unknown(Agent.key(theirs).get("/v1/account"));
  }

  /** In every spelling that a dump may have, and where it is the text that is hashed. */
  @Test
  @Checklist(23)
  void theHashOfAKeyOrASessionIsNoCredential() {
    Person alice = house.alice();
    alice.key("account:read");
    for (String table : List.of("access_key", "access_session")) {
      byte[] hash =
          (byte[])
              rows.select(
                      "select hash from " + table + " where account_id = ?", alice.account().uuid())
                  .getFirst();
      for (String text :
          List.of(
              HexFormat.of().formatHex(hash),
              "\\x" + HexFormat.of().formatHex(hash),
              Base64.getEncoder().encodeToString(hash),
              Base64.getUrlEncoder().withoutPadding().encodeToString(hash))) {
        unknown(Agent.key(text).get("/v1/account"));
        unknown(new Agent("X-API-Key", text).get("/v1/account"));
        unknown(new Agent("X-Session-ID", text).get("/v1/account"));
      }
    }
  }

  @Test
  @Checklist(24)
  void whatIsShownOfACredentialIsNoCredential() {
    Person alice = house.alice();
    alice.key("account:read");
    String id = alice.asks().get("/v1/keys").path("data[0].id");
    String hint = alice.asks().get("/v1/keys").path("data[0].hint");
    String session = alice.asks().get("/v1/sessions").path("data[0].id");
    for (String text : List.of(id, session, hint.replace("…", ""), alice.account().text())) {
      unknown(Agent.key(text).get("/v1/account"));
      unknown(new Agent("X-Session-ID", text).get("/v1/account"));
    }
  }

  private static void unknown(Answer answer) {
    assertEquals("401 invalid_credential", answer.status() + " " + answer.code());
  }
}
