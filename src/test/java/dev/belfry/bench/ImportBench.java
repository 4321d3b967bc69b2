package dev.belfry.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Monitors made from a file, and some then changed by a filter, against an insert of the same rows
 * of monitors and their states, many in a statement. {@code -Dimport.rows=1000} makes it short.
 */
@QuarkusTest
@TestProfile(BenchProfile.class)
@QuarkusTestResource(TestDatabase.class)
class ImportBench {
  private static final int MANY = Integer.getInteger("import.rows", 10_000);
  private static final int FEW = 100;
  private static final int CHANGED = Math.min(1_000, MANY);
  private static final int TOGETHER = 100;

  /** Until the compilers of the JVM are done with what is called. */
  private static final int WARMING = Integer.getInteger("import.warming", 10);

  private static final Duration PROMISED = Duration.ofSeconds(60);

  @Inject House house;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  /** What one call took, in milliseconds, and what it cost all that took part. */
  private record Spent(double millis, double cpu) {
    double ofOne(int rows) {
      return millis / rows;
    }
  }

  @Test
  void imports() throws Exception {
    for (int i = 0; i < WARMING; i++) {
      sent(house.alice(), FEW, "");
    }
    Spent few = sent(house.alice(), FEW, "");
    Person alice = house.alice();
    Spent dry = sent(alice, MANY, "?dry_run=true");
    Spent many = sent(alice, MANY, "");
    Spent changed = changed(alice);
    Spent byRow = sent(house.alice(), MANY, "?mode=row_by_row");
    inserted(house.alice(), FEW);
    Spent plain = inserted(house.alice(), MANY);
    new Table("import")
        .put("rows", MANY)
        .put("all_or_nothing_ms", many.millis())
        .put("all_or_nothing_ms_a_row", many.ofOne(MANY))
        .put("cpu_ms_a_row", many.cpu() / MANY)
        .put("dry_run_ms_a_row", dry.ofOne(MANY))
        .put("row_by_row_ms_a_row", byRow.ofOne(MANY))
        .put("of_100_rows_ms_a_row", few.ofOne(FEW))
        .put("tagged_by_filter_ms_a_monitor", changed.ofOne(CHANGED))
        .put("limit_plain_insert_ms_a_row", plain.ofOne(MANY))
        .put("ratio_to_plain_insert", many.millis() / plain.millis())
        .put("promised_ms", (double) PROMISED.toMillis())
        .write();
    assertTrue(many.millis() <= PROMISED.toMillis(), many.millis() + " ms");
  }

  private interface Call {
    void run() throws Exception;
  }

  private static Spent spent(Call call) throws Exception {
    Duration cpu = Cpu.spent();
    long begun = System.nanoTime();
    call.run();
    return new Spent((System.nanoTime() - begun) / 1e6, Cpu.spent().minus(cpu).toNanos() / 1e6);
  }

  private static Spent sent(Person owner, int rows, String query) throws Exception {
    owner.asks().body("{\"name\":\"Shop\"}").post("/v1/categories");
    byte[] file =
        ("name,type,key,url,tags,category,interval_seconds\n"
                + joined(
                    rows,
                    i ->
                        "Site %1$d,http,site-%1$d,https://site-%1$d.example/path,web;%2$s,Shop,300%n"
                            .formatted(i, i < CHANGED ? "first" : "eu"),
                    ""))
            .getBytes(StandardCharsets.UTF_8);
    return spent(
        () ->
            assertEquals(
                rows,
                ok(owner
                        .asks()
                        .contentType("text/csv")
                        .body(file)
                        .post("/v1/monitors/import" + query)
                        .then()
                        .extract())
                    .<Integer>path("created")));
  }

  /** With its progress, of which the last line is the report. */
  private static Spent changed(Person owner) throws Exception {
    return spent(
        () -> {
          String lines =
              ok(owner
                      .asks()
                      .body(
                          "{\"action\":\"tag\",\"tags\":[\"new\"],\"filter\":{\"tag\":\"first\"}}")
                      .post("/v1/monitors/bulk?progress=true")
                      .then()
                      .extract())
                  .asString();
          assertTrue(lines.contains("\"changed\":" + CHANGED), lines);
        });
  }

  private static ExtractableResponse<Response> ok(ExtractableResponse<Response> answer) {
    assertEquals(200, answer.statusCode(), answer.asString());
    return answer;
  }

  private Spent inserted(Person owner, int rows) throws Exception {
    String account = owner.account().uuid().toString();
    return spent(
        () -> {
          try (Connection connection = system.getConnection();
              Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int from = 0; from < rows; from += TOGETHER) {
              insert(statement, account, from);
            }
            connection.commit();
            connection.setAutoCommit(true);
          }
        });
  }

  private static void insert(Statement statement, String account, int from) throws SQLException {
    statement.execute(
        "insert into monitor (id, account_id, name, key, kind, address, target, tags, interval_seconds, timeout_seconds, confirm_down, confirm_up, created_at, updated_at) values "
            + joined(
                TOGETHER,
                i ->
                    "(gen_random_uuid(), '%1$s', 'Site %2$d', 'site-%2$d', 'http', 'https://site-%2$d.example/path', '{\"url\":\"https://site-%2$d.example/path\"}', '{web,eu}', 300, 10, 2, 1, now(), now())"
                        .formatted(account, from + i),
                ","));
    statement.execute(
        "insert into monitor_state (monitor_id, account_id, status, status_since, lease_seconds, due_at) select id, account_id, 'PENDING', now(), 20, now() from monitor where account_id = '%s' and key in (%s)"
            .formatted(account, joined(TOGETHER, i -> "'site-" + (from + i) + "'", ",")));
  }

  private static String joined(int count, IntFunction<String> one, String between) {
    return IntStream.range(0, count).mapToObj(one).collect(Collectors.joining(between));
  }
}
