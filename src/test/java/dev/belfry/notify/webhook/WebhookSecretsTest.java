package dev.belfry.notify.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.notify.NoticeType;
import dev.belfry.notify.Receiver;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Plants secrets, uses them, and looks for them everywhere. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class WebhookSecretsTest {
  @Inject House house;
  @Inject Desk desk;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  private static final class Listener extends Handler {
    final Queue<String> heard = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord message) {
      heard.add(
          message.getMessage()
              + List.of(message.getParameters() == null ? new Object[0] : message.getParameters()));
      if (message.getThrown() != null) {
        heard.add(message.getThrown().toString());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  @Checklist({90, 108})
  void areNeitherInTheDatabaseNorInTheLog() throws Exception {
    Listener listener = new Listener();
    Logger root = Logger.getLogger("");
    root.addHandler(listener);
    List<String> planted = new ArrayList<>(List.of("planted-header-value"));
    try (Receiver receiver = new Receiver()) {
      Person alice = house.alice();
      var made =
          alice
              .asks()
              .body(
                  Map.of(
                      "url",
                      receiver.url(),
                      "headers",
                      Map.of("Authorization", "Bearer planted-header-value")))
              .post("/v1/webhooks")
              .then()
              .statusCode(201)
              .extract();
      String id = made.path("id");
      planted.add(made.path("secret"));
      planted.add(alice.asks().post("/v1/webhooks/" + id + "/rotate-secret").path("secret"));
      receiver.answers(500);
      desk.send(alice.account(), NoticeType.MONITOR_DOWN);
      desk.runDue();
      assertEquals("Bearer planted-header-value", receiver.one().header("authorization"));
      alice
          .asks()
          .body("{\"url\":1,\"secret\":\"x\"}")
          .put("/v1/webhooks/" + id)
          .then()
          .statusCode(422);
      // A row whose secret cannot be opened fails loudly in the log, and quietly in the ledger.
      desk.ask(
          "update notify_webhook set secret = previous_secret || 'x'::bytea where account_id = ?",
          alice.account().uuid());
      alice.asks().post("/v1/webhooks/" + id + "/test").then().statusCode(200);
      assertTrue(listener.heard.stream().anyMatch(line -> line.contains("could not be prepared")));
    } finally {
      root.removeHandler(listener);
    }
    for (String secret : planted) {
      String bare = secret.replace("whsec_", "");
      listener.heard.forEach(line -> assertFalse(line.contains(bare), line));
      assertEquals(List.of(), found(bare));
      assertEquals(
          List.of(), found(HexFormat.of().formatHex(bare.getBytes(StandardCharsets.UTF_8))));
    }
    assertFalse(found("webhook.secret_rotated").isEmpty(), "the search finds what is there");
  }

  private List<String> found(String text) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = system.getConnection();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet row =
          statement.executeQuery(
              "select relname from pg_class where relkind = 'r'"
                  + " and relnamespace = current_schema()::regnamespace and has_table_privilege(oid, 'select')")) {
        while (row.next()) {
          tables.add(row.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet row =
            statement.executeQuery(
                "select count(*) from "
                    + table
                    + " t where position('"
                    + text
                    + "' in t::text) > 0")) {
          row.next();
          if (row.getLong(1) > 0) {
            found.add(table);
          }
        }
      }
    }
    return found;
  }
}
