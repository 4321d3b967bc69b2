package dev.belfry.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plants secrets wherever one may be given, edits them, and looks for them in the log book. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SecretsTest {
  @Inject House house;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  @Test
  @Checklist({72, 90})
  void neverReachTheLogBook() throws Exception {
    Person alice = house.alice();
    List<String> planted = new ArrayList<>();
    for (String time : List.of("first", "second")) {
      Map<String, Object> monitor =
          Map.of(
              "name",
              "m",
              "type",
              "http",
              "method",
              "POST",
              "url",
              "http://localhost:1/status?token=planted-query-" + time,
              "headers",
              Map.of("Authorization", "planted-header-" + time),
              "body",
              "planted-body-" + time);
      Map<String, Object> webhook =
          Map.of(
              "url",
              "http://localhost:1/services/planted-path-" + time + "?k=planted-key-" + time,
              "headers",
              Map.of("Authorization", "planted-hook-header-" + time),
              "description",
              "see https://me:planted-password-" + time + "@wiki.example.org/x#planted-fragment");
      planted.add(save(alice, "monitors", time, monitor));
      planted.add(save(alice, "webhooks", time, webhook));
    }
    String hook = id(alice, "webhooks");
    planted.add(alice.asks().post("/v1/webhooks/" + hook + "/rotate-secret").path("secret"));
    planted.add(alice.key("monitor:read"));
    planted.add(alice.session());
    planted.removeIf(String::isEmpty);
    planted.add("planted");
    List<String> rows = rows(alice);
    for (String secret : planted) {
      String bare = secret.replace("whsec_", "");
      assertEquals(List.of(), rows.stream().filter(row -> row.contains(bare)).toList());
    }
    assertFalse(planted.size() < 5, "secrets were planted");
    for (String told : List.of("wiki.example.org", "\"headers\"", "\"body\"", "?***", "***@")) {
      assertTrue(rows.stream().anyMatch(row -> row.contains(told)), told);
    }
    alice
        .asks()
        .get("/v1/activity?action=monitor.updated")
        .then()
        .body(
            "data[0].changes.field",
            org.hamcrest.Matchers.containsInAnyOrder("url", "headers", "body"))
        .body(
            "data[0].changes.secret",
            org.hamcrest.Matchers.everyItem(org.hamcrest.Matchers.is(true)));
  }

  /** Makes it the first time, replaces it the second; answers the secret that was shown. */
  private static String save(Person owner, String noun, String time, Map<String, Object> body) {
    var answer =
        time.equals("first")
            ? owner.asks().body(body).post("/v1/" + noun)
            : owner.asks().body(body).put("/v1/" + noun + "/" + id(owner, noun));
    assertTrue(answer.statusCode() < 300, answer.asString());
    String secret = answer.path("secret");
    return secret == null ? "" : secret;
  }

  private static String id(Person owner, String noun) {
    return owner.asks().get("/v1/" + noun).path("data[0].id");
  }

  private List<String> rows(Person owner) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = system.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select e::text || e.changes::text from activity_entry e where account_id = ?")) {
      select.setObject(1, owner.account().uuid());
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          rows.add(found.getString(1));
        }
      }
    }
    return rows;
  }
}
