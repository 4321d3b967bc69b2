package dev.belfry.heartbeat;

import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.SQLException;

/** What tests do with heartbeats. */
@ApplicationScoped
public class Beats {
  private final Deadlines deadlines;
  private final PingUpkeep upkeep;
  private final TestClock clock;

  Beats(Deadlines deadlines, PingUpkeep upkeep, TestClock clock) {
    this.deadlines = deadlines;
    this.upkeep = upkeep;
    this.clock = clock;
  }

  /** Decides on all that is due. */
  public void decide() throws SQLException {
    deadlines.runDue();
  }

  void tidy() throws SQLException {
    upkeep.runDue();
  }

  /** In steps, since whoever is late by a minute was not listening. */
  void pass(long seconds) throws SQLException {
    for (long left = seconds; left > 0; left -= 20) {
      clock.advanceSeconds(Math.min(20, left));
      decide();
    }
  }

  /** One heartbeat of somebody's, and its URL. */
  record Beat(Person owner, String id, String path) {
    static Beat make(Person owner, String fields) {
      JsonPath made = made(owner, fields).statusCode(201).extract().jsonPath();
      return new Beat(
          owner, made.getString("id"), URI.create(made.getString("ping_url")).getPath());
    }

    static ValidatableResponse made(Person owner, String fields) {
      return owner
          .asks()
          .body(("{'name':'Job','type':'heartbeat'," + fields + "}").replace('\'', '"'))
          .post("/v1/monitors")
          .then();
    }

    Response ping(String suffix) {
      return plain().get(path + suffix);
    }

    Beat ok(String suffix) {
      ping(suffix).then().statusCode(200);
      return this;
    }

    /** Without the type that a client of the tests would say. */
    static RequestSpecification plain() {
      return RestAssured.given().urlEncodingEnabled(false);
    }

    ValidatableResponse shown() {
      return owner.asks().get("/v1/monitors/" + id).then().statusCode(200);
    }

    JsonPath pings() {
      return owner
          .asks()
          .get("/v1/monitors/" + id + "/pings?limit=100")
          .then()
          .extract()
          .jsonPath();
    }

    JsonPath runs() {
      return owner.asks().get("/v1/monitors/" + id + "/runs").then().extract().jsonPath();
    }
  }
}
