package dev.belfry.maintenance;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.monitor.Judgement;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.wire.Phases;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;

/** What tests do with maintenance and the monitors that it mutes. */
@ApplicationScoped
public class Edges {
  private final MaintenanceEdges edges;
  private final Judgement judgement;
  private final Accounts accounts;
  private final TestClock clock;

  Edges(MaintenanceEdges edges, Judgement judgement, Accounts accounts, TestClock clock) {
    this.accounts = accounts;
    this.edges = edges;
    this.judgement = judgement;
    this.clock = clock;
  }

  public void runDue() {
    try {
      edges.runDue();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A minute apart: U up, D down, N not known. */
  public void looks(Person owner, String monitor, String looks) {
    for (char look : looks.toCharArray()) {
      clock.advanceSeconds(60);
      look(owner, monitor, look, clock.instant());
    }
  }

  public void look(Person owner, String monitor, char look, Instant at) {
    Verdict verdict =
        switch (look) {
          case 'D' -> Verdict.DOWN;
          case 'N' -> Verdict.UNKNOWN;
          default -> Verdict.UP;
        };
    judgement.judge(
        owner.account(),
        new Judgement.Made(
            MonitorId.fromString(monitor),
            era(owner, MonitorId.fromString(monitor)),
            Look.of(verdict, "test", "seen by a test", Phases.total(look == 'S' ? 900 : 20)),
            at,
            null));
  }

  private long era(Person owner, MonitorId monitor) {
    return accounts.in(owner.account(), () -> judgement.hold(owner.account(), monitor).orElse(0L));
  }

  public static String monitor(Person owner, String fields) {
    return owner
        .asks()
        .body(
            Json.of(
                "{'type':'http','url':'http://localhost:1/','confirm_down':1,'name':'Shop'"
                    + fields
                    + "}"))
        .post("/v1/monitors")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  public static ValidatableResponse plan(Person owner, String fields) {
    return owner
        .asks()
        .body(Json.of("{'name':'Work'," + fields + "}"))
        .post("/v1/maintenance")
        .then();
  }

  public static String planned(Person owner, String fields) {
    return plan(owner, fields).statusCode(201).extract().path("id");
  }

  public static ValidatableResponse shown(Person owner, String monitor) {
    return owner.asks().get("/v1/monitors/" + monitor).then();
  }

  /** Those that are open, newest first. */
  public static void incidents(Person owner, String... titles) {
    owner
        .asks()
        .get("/v1/incidents?open=true")
        .then()
        .body("data.title", titles.length == 0 ? empty() : contains(titles));
  }

  static String category(Person owner, String name) {
    return owner
        .asks()
        .body(Json.of("{'name':'%s'}", name))
        .post("/v1/categories")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** How often an action stands in the log book. */
  public static int told(Person owner, String action) {
    return owner
        .asks()
        .get("/v1/activity?limit=100&action=" + action)
        .then()
        .extract()
        .<java.util.List<?>>path("data")
        .size();
  }
}
