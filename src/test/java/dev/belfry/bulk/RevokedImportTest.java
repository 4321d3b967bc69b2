package dev.belfry.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A key is taken back while it makes very many monitors at once. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RevokedImportTest {
  private static final int ROWS = 1_200;

  @Inject House house;
  @Inject Rows rows;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  @Test
  void whoeverTakesTheKeyBackDoesNotWaitForTheImportAndNothingOfItStays() throws Exception {
    Person alice = house.alice();
    String category =
        alice.asks().body(Json.of("{'name':'Shops'}")).post("/v1/categories").path("id");
    JsonPath key =
        alice
            .asks()
            .body(Json.of("{'name':'stolen','scopes':['monitor:*','category:read']}"))
            .post("/v1/keys")
            .jsonPath();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        Connection holder = system.getConnection()) {
      holder.setAutoCommit(false);
      hold(holder, TypeId.require("cat", category));
      Future<Integer> importing = executor.submit(() -> send(key.getString("key")));
      until(
          () -> isThere("select 1 from pg_locks where locktype = 'transactionid' and not granted"),
          importing);
      Future<Integer> revoking =
          executor.submit(
              () -> alice.asks().delete("/v1/keys/" + key.getString("id")).statusCode());
      until(
          () ->
              isThere(
                  "select 1 from pg_locks where locktype = 'advisory' and not granted and mode = 'ExclusiveLock'"),
          revoking);
      holder.rollback();
      assertEquals(401, importing.get());
      assertEquals(204, revoking.get());
    }
    assertEquals(0, alice.asks().get("/v1/monitors").<Integer>path("pagination.total"));
  }

  /** What is made in it waits. */
  private static void hold(Connection connection, UUID category) throws Exception {
    try (PreparedStatement statement =
        connection.prepareStatement("select 1 from account_category where id = ? for update")) {
      statement.setObject(1, category);
      statement.execute();
    }
  }

  private boolean isThere(String sql) {
    return !rows.select(sql).isEmpty();
  }

  private static void until(BooleanSupplier holds, Future<?> under) {
    while (!holds.getAsBoolean()) {
      assertFalse(under.isDone(), "it did not wait");
      Thread.onSpinWait();
    }
  }

  private static int send(String key) {
    StringBuilder file = new StringBuilder("name,type,url,category\n");
    for (int n = 0; n < ROWS; n++) {
      file.append("m").append(n).append(",http,http://localhost:1/,Shops\n");
    }
    return Person.asks(key)
        .contentType("text/csv")
        .body(file.toString().getBytes(StandardCharsets.UTF_8))
        .post(SentFile.PATH)
        .statusCode();
  }
}
