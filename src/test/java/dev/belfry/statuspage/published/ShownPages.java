package dev.belfry.statuspage.published;

import static io.restassured.RestAssured.given;

import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.platform.id.TypeId;
import dev.belfry.statuspage.StatusPageTest;
import io.restassured.response.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.UUID;

/** Pages with something to show, for the tests. */
@ApplicationScoped
class ShownPages {
  private final Rows rows;
  private final TestClock clock;

  ShownPages(Rows rows, TestClock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  static UUID uuid(String monitor) {
    return TypeId.require("mon", monitor);
  }

  /** A monitor that stands like this. */
  String monitor(Person owner, String status) {
    String monitor = StatusPageTest.monitor(owner, "");
    rows.change("update monitor_state set status = ? where monitor_id = ?", status, uuid(monitor));
    return monitor;
  }

  /** A page with one component of that monitor; its slug. */
  String page(Person owner, String monitor, String more) {
    return made(owner, "{'name':'Till','monitor_id':'" + monitor + "'}", more);
  }

  /** A page of these components; its slug. */
  String made(Person owner, String components, String more) {
    String slug = StatusPageTest.slug();
    StatusPageTest.make(
            owner,
            "{'name':'Shop','slug':'%s','components':[%s]%s}".formatted(slug, components, more))
        .statusCode(201);
    return slug;
  }

  /** Goes down as it is looked at, and opens an incident. */
  String down(Person owner) {
    String monitor =
        owner
            .asks()
            .body(
                Json.of(
                    "{'name':'secret-db-17','type':'http','url':'http://localhost:1/db17-internal','confirm_down':1}"))
            .post("/v1/monitors")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    owner.asks().body("").post("/v1/monitors/" + monitor + "/check").then().statusCode(200);
    return monitor;
  }

  /** The open incident of a monitor. */
  String incident(Person owner, String monitor) {
    return owner
        .asks()
        .get("/v1/incidents?monitor_id=" + monitor)
        .then()
        .extract()
        .path("data[0].id");
  }

  /** An incident that a person opens for all to read. */
  String told(Person owner, String monitor, String impact, String title, String text) {
    return owner
        .asks()
        .body(
            Json.of(
                "{'title':'%s','affected':['%s'],'impact':'%s','public':true,'description':'%s'}",
                title, monitor, impact, text))
        .post("/v1/incidents")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  Response get(String path) {
    return given().redirects().follow(false).get(path);
  }

  /** From and to so many days ago, of all monitors of this person, with an outage now and then. */
  void history(Person owner, int from, int to) {
    rows.change(
        """
        insert into result_day
        select m.id, m.account_id, date_trunc('day', ?::timestamptz, 'UTC') - n * interval '1 day',
          86400000 - down - slow, slow, down, 0, 0, 0, 0, 1440, 0, 0, 0, 5, 50, 1440 * (80 + (n * 37) % 60), '{}'
        from monitor m, generate_series(?, ?) n
        cross join lateral (select case when n % 23 = 5 then 5400000 when n % 31 = 8 then 600000 else 0 end as down,
          case when n % 29 = 3 then 1200000 else 0 end as slow) d
        where m.account_id = ? on conflict do nothing""",
        clock.instant().atOffset(ZoneOffset.UTC), from, to, owner.account().uuid());
  }
}
