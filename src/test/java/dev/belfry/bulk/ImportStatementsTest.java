package dev.belfry.bulk;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.Statements;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.common.mapper.TypeRef;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many rows share their statements, and leave what they would leave one by one. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ImportStatementsTest {
  private static final String COLUMNS =
      "name,type,key,url,period_seconds,tags,category,groups,enabled\n";
  private static final String LOOKED_AT =
      "Site %1$d,http,site-%1$d,http://localhost:1/%1$d,,web;eu,Shop,Front;Back,false%n";
  private static final String REPORTING = "Job %1$d,heartbeat,job-%1$d,,3600,,,,%n";

  /** Where something is written of each monitor, of which one in ten is a heartbeat. */
  private static final Map<String, Integer> WRITTEN =
      Map.of(
          "select count(distinct id) from monitor where account_id = ?", 620,
          "select count(distinct monitor_id) from monitor_state where account_id = ?", 620,
          "select count(distinct monitor_id) from monitor_listing where account_id = ?", 620,
          "select sum(number) from monitor_count where account_id = ?", 620,
          "select count(*) from monitor_tag where account_id = ?", 1_116,
          "select count(*) from monitor_group where account_id = ?", 1_116,
          "select count(distinct token) from heartbeat where account_id = ?", 62,
          "select count(distinct thing) from live_change where account_id = ?", 620,
          "select count(distinct object_id) from activity_entry where account_id = ? and action = 'monitor.created'",
              620);

  private static final List<String> ITS_OWN =
      List.of("id", "key", "ping_url", "created_at", "updated_at", "status_since", "next_check_at");

  private static final TypeRef<Map<String, Object>> JSON = new TypeRef<>() {};

  @Inject House house;
  @Inject Rows rows;
  private Person alice;
  private SentFile imports;

  @BeforeEach
  void anAccount() {
    alice = house.alice();
    imports = new SentFile(alice);
    alice.asks().body(Map.of("name", "Shop")).post("/v1/categories").then().statusCode(201);
    for (String group : List.of("Front", "Back")) {
      alice.asks().body(Map.of("name", group)).post("/v1/groups").then().statusCode(201);
    }
  }

  @Test
  void aRowMoreIsHardlyAStatementMore() {
    sent(file(0, 50), "");
    int few = Statements.during(() -> sent(file(1_000, 100), ""));
    int many = Statements.during(() -> sent(file(2_000, 900), ""));
    assertTrue(few < 100, few + " statements for 100 rows");
    assertTrue(many - few < 100, many + " statements for 900 rows, " + few + " for 100");
    int tried = Statements.during(() -> sent(file(3_000, 900), "?dry_run=true"));
    assertTrue(tried < 200, tried + " statements to try 900 rows");
    int byRow = Statements.during(() -> sent(file(4_000, 900), "?mode=row_by_row"));
    assertTrue(byRow < 900, byRow + " statements for 900 rows, few at once");
  }

  @Test
  void manyAtOnceAreWrittenAsEachByItself() {
    sent(file(0, 620), "");
    WRITTEN.forEach(
        (select, count) ->
            assertEquals(
                count, ((Number) rows.select(select, id()).getFirst()).intValue(), select));
    alice.asks().get("/v1/account").then().body("usage.monitors.used", equalTo(620));
    same("site-519", List.of("name", "type", "url", "tags", "category_id", "group_ids", "enabled"));
    same("job-510", List.of("name", "type", "period_seconds"));
  }

  @Test
  void listsArePlannedForSoManyAtOnce() {
    long before = analyzed();
    sent(file(0, 600), "?dry_run=true");
    sent(file(1_000, 100), "");
    assertEquals(before, analyzed());
    sent(file(2_000, 600), "");
    assertEquals(before + 1, analyzed());
    alice
        .asks()
        .get("/v1/monitors?tag=eu&limit=1")
        .then()
        .statusCode(200)
        .body("pagination.total", equalTo(630));
  }

  private long analyzed() {
    return (Long)
        rows.select("select analyze_count from pg_stat_user_tables where relname = 'monitor_tag'")
            .getFirst();
  }

  /** Made of these fields by itself it would look the same, to those who list it and in the log. */
  private void same(String key, List<String> fields) {
    Map<String, Object> imported = named(key);
    Map<String, Object> body = new TreeMap<>(imported);
    body.keySet().retainAll(fields);
    body.put("key", "alone-" + key);
    alice.asks().body(body).post("/v1/monitors").then().statusCode(201);
    Map<String, Object> alone = named("alone-" + key);
    assertEquals(logged(alone), logged(imported));
    alone.keySet().removeAll(ITS_OWN);
    imported.keySet().removeAll(ITS_OWN);
    assertEquals(alone, imported);
  }

  private Map<String, Object> named(String key) {
    String id =
        TypeId.format(
            "mon",
            (UUID)
                rows.select("select id from monitor where account_id = ? and key = ?", id(), key)
                    .getFirst());
    return new TreeMap<>(alice.asks().get("/v1/monitors/" + id).as(JSON));
  }

  /** What the log book says of its making, but for its key. */
  private List<Map<String, Object>> logged(Map<String, Object> monitor) {
    return alice
        .asks()
        .get("/v1/activity?action=monitor.created&object_id=" + monitor.get("id"))
        .then()
        .statusCode(200)
        .body("data", hasSize(1))
        .extract()
        .path("data[0].changes.findAll { it.field != 'key' }");
  }

  private UUID id() {
    return alice.account().uuid();
  }

  private void sent(String file, String query) {
    int count = (int) file.lines().count() - 1;
    imports.send(query, file).statusCode(200).body("created", equalTo(count));
  }

  private static String file(int from, int count) {
    return COLUMNS
        + IntStream.range(from, from + count)
            .mapToObj(i -> (i % 10 == 0 ? REPORTING : LOOKED_AT).formatted(i))
            .collect(Collectors.joining());
  }
}
