package dev.belfry.bulk;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.account.Plan;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file makes what single calls would make, or says of each bad row what is wrong. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ImportTest {
  @Inject House house;
  private Person alice;
  private SentFile imports;

  @BeforeEach
  void anAccount() {
    alice = house.alice();
    imports = new SentFile(alice);
  }

  @Test
  void makesMonitorsOfSeveralTypes() {
    made("/v1/categories", "Shop");
    made("/v1/groups", "Front, \"all\"");
    imports
        .send(
            "",
            """
            \uFEFFname,type,key,url,host,port,tags,category,groups,interval_seconds,thresholds.degraded_ms,headers.X-Who,enabled,packets\r
            "Shop, front",http,shop,https://shop.example/,,,web;eu,Shop,"Front, ""all""\",300,50,"a ""quoted"" one",TRUE,\r
            Mail,port,,,mail.example,25,web|mail,,,,,,false,\r
            Ping,ping,,,ping.example,,,,,,,,,3\r
            """)
        .statusCode(200)
        .body("rows", equalTo(3))
        .body("created", equalTo(3))
        .body("errors", hasSize(0));
    alice
        .asks()
        .get("/v1/monitors?sort=name")
        .then()
        .body("data.name", contains("Mail", "Ping", "Shop, front"))
        .body("data.status", contains("paused", "pending", "pending"))
        .body("data[0].port", equalTo(25))
        .body("data[0].tags", contains("web", "mail"))
        .body("data[1].packets", equalTo(3))
        .body("data[2].tags", contains("web", "eu"))
        .body("data[2].interval_seconds", equalTo(300))
        .body("data[2].thresholds.degraded_ms", equalTo(50))
        .body("data[2].headers.X-Who", equalTo("***"))
        .body("data[2].group_ids", hasSize(1))
        .body("data[2].category_id", containsString("cat_"));
    alice.asks().get("/v1/account").then().body("usage.monitors.used", equalTo(3));
    alice
        .asks()
        .get("/v1/activity?action=monitor.created")
        .then()
        .body("data", hasSize(3))
        .body("data.actor.kind", hasItem("user"));
  }

  @Test
  void everyBadRowIsNamedAndNothingIsMade() {
    alice
        .asks()
        .body(Json.of("{'name':'There','type':'http','url':'http://localhost:1/','key':'there'}"))
        .post("/v1/monitors")
        .then()
        .statusCode(201);
    String file =
        """
        name,type,key,url,interval_seconds,category,password
        Good,http,good,http://localhost:1/,60,,
        ,http,,ftp://x/,5,,
        Odd,hhtp,,http://localhost:1/,60,,
        Taken,http,there,http://localhost:1/,60,,
        Twice,http,good,http://localhost:1/,60,,
        Lost,http,,http://localhost:1/,60,Nowhere,
        Foreign,http,,http://localhost:1/,60,,secret
        Short,http
        Text,http,,http://localhost:1/,often,,
        """;
    for (String query : new String[] {"?dry_run=true", ""}) {
      ValidatableResponse answer =
          imports.send(query, file).statusCode(query.isEmpty() ? 422 : 200);
      answer
          .body(
              "errors.findAll { it.line == 3 }.pointer",
              hasItems("/name", "/url", "/interval_seconds"))
          .body("errors.findAll { it.line == 4 }.pointer", contains("/type"))
          .body("errors.findAll { it.line == 5 }.code", contains("taken"))
          .body("errors.findAll { it.line == 6 }.pointer", contains("/key"))
          .body("errors.findAll { it.line == 7 }.pointer", contains("/category"))
          .body("errors.findAll { it.line == 8 }.pointer", contains("/password"))
          .body("errors.findAll { it.line == 9 }.code", contains("wrong_count"))
          .body("errors.findAll { it.line == 10 }.pointer", contains("/interval_seconds"))
          .body("errors.findAll { it.line == 2 }", hasSize(0));
    }
    assertEquals(List.of("There"), imports.names());
    imports
        .send("?mode=row_by_row", file)
        .statusCode(200)
        .body("created", equalTo(1))
        .body("refused", equalTo(8));
    assertEquals(List.of("Good", "There"), imports.names());
    alice.asks().get("/v1/account").then().body("usage.monitors.used", equalTo(2));
  }

  @Test
  void aDryRunKeepsNothing() {
    imports
        .send("?dry_run=true", "name,type,url\nOne,http,http://localhost:1/\n")
        .statusCode(200)
        .body("dry_run", equalTo(true))
        .body("created", equalTo(1));
    assertEquals(List.of(), imports.names());
    alice.asks().get("/v1/account").then().body("usage.monitors.used", equalTo(0));
    alice.asks().get("/v1/activity?action=monitor.created").then().body("data", hasSize(0));
  }

  @Test
  void whatIsThereIsLeftOrChangedByItsKey() {
    String file =
        "name,type,key,url\nOne,http,one,http://localhost:1/\nTwo,http,two,http://localhost:1/\n";
    imports.send("", file).statusCode(200).body("created", equalTo(2));
    imports.send("", file).statusCode(422).body("errors.code", contains("taken", "taken"));
    imports
        .send("?on_existing=skip", file + "Three,http,three,http://localhost:1/\n")
        .statusCode(200)
        .body("skipped", equalTo(2))
        .body("created", equalTo(1));
    String changed =
        "name,type,key,interval_seconds\nOne,http,one,\nZwei,http,two,120\nFour,http,four,60\n";
    imports.send("?on_existing=update", changed).statusCode(400);
    imports
        .send("?on_existing=update&mode=row_by_row", changed)
        .statusCode(200)
        .body("updated", equalTo(1))
        .body("unchanged", equalTo(1))
        .body("refused", equalTo(1))
        .body("errors[0].pointer", equalTo("/url"));
    assertEquals(List.of("One", "Three", "Zwei"), imports.names());
    // A row that is refused while it changes a monitor leaves it as it is.
    imports
        .send(
            "?on_existing=update&mode=row_by_row",
            "name,type,key,category_id\nEins,http,one,cat_01h455vb4pex5vsknk084sn02q\nDrei,http,three,\n")
        .body("refused", equalTo(1))
        .body("updated", equalTo(1));
    assertEquals(List.of("Drei", "One", "Zwei"), imports.names());
  }

  @Test
  void aMaskedSecretIsRefusedByName() {
    imports
        .send("", "name,type,engine,host,port,password\nDb,database,redis,localhost,1,***\n")
        .statusCode(422)
        .body("errors[0].line", equalTo(2))
        .body("errors[0].pointer", equalTo("/password"))
        .body("errors[0].code", equalTo("masked"));
  }

  @Test
  void rowsLieOnlyWhereTheCallerMayMakeThem() {
    String shop = made("/v1/categories", "Shop");
    made("/v1/categories", "Back");
    String key = Grant.key(alice, Grant.of("monitor:create", "monitor:read").in(shop));
    String file =
        "name,type,url,category\nIn,http,http://localhost:1/,Shop\nOut,http,http://localhost:1/,\nHidden,http,http://localhost:1/,Back\n";
    Person.asks(key)
        .contentType("text/csv")
        .body(file)
        .post(SentFile.PATH + "?mode=row_by_row")
        .then()
        .statusCode(200)
        .body("created", equalTo(1))
        .body("errors.line", contains(3, 4))
        .body("errors.code", contains("insufficient_scope", "unknown"));
    assertEquals(List.of("In"), imports.names());
  }

  @Test
  void thePlanHoldsForAllOrNoneAndRowByRowForAsManyAsFit() {
    Person erin = house.onPlan(Plan.FREE);
    int most = erin.asks().get("/v1/account").path("usage.monitors.limit");
    StringBuilder file = new StringBuilder("name,type,url\n");
    for (int i = 0; i <= most; i++) {
      file.append("M").append(i).append(",http,http://localhost:1/\n");
    }
    erin.asks()
        .contentType("text/csv")
        .body(file.toString())
        .post(SentFile.PATH)
        .then()
        .statusCode(409);
    erin.asks().get("/v1/account").then().body("usage.monitors.used", equalTo(0));
    erin.asks()
        .contentType("text/csv")
        .body(file.toString())
        .post(SentFile.PATH + "?mode=row_by_row")
        .then()
        .statusCode(200)
        .body("created", equalTo(most))
        .body("errors.code", contains("limit_reached"));
  }

  @Test
  void manyAreMadeWithTheirCount() {
    // Paused, or they would be in the way of other tests' rounds.
    StringBuilder file = new StringBuilder("name,type,url,enabled,key\n");
    for (int i = 0; i < 500; i++) {
      file.append("M").append(i).append(",http,http://localhost:1/,false,m").append(i).append('\n');
    }
    imports.send("", file.toString()).statusCode(200).body("created", equalTo(500));
    alice.asks().get("/v1/account").then().body("usage.monitors.used", equalTo(500));
  }

  private String made(String path, String name) {
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
