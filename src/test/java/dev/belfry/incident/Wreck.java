package dev.belfry.incident;

import dev.belfry.house.Person;
import dev.belfry.house.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A site that tests break and mend, and what they open by it.
 *
 * @param owner of the monitors
 */
record Wreck(Person owner, Site site) implements AutoCloseable {
  static final String INCIDENTS = "/v1/incidents";

  static Wreck of(Person owner) {
    return new Wreck(owner, new Site());
  }

  /** A monitor that is down at its first bad look. */
  String monitor(String name) {
    return monitor(name, Map.of());
  }

  String monitor(String name, Map<String, ?> more) {
    Map<String, Object> body =
        new HashMap<>(Map.of("name", name, "type", "http", "url", site.url(), "confirm_down", 1));
    body.putAll(more);
    return owner.asks().body(body).post("/v1/monitors").then().statusCode(201).extract().path("id");
  }

  /** It is looked at and found down. */
  void breaks(String monitor) {
    site.answers(500);
    check(monitor);
  }

  /** It is looked at and found up. */
  void mends(String monitor) {
    site.answers(200);
    check(monitor);
  }

  void check(String monitor) {
    owner.asks().post("/v1/monitors/" + monitor + "/check").then().statusCode(200);
  }

  /** The newest incident that concerns it. */
  String of(String monitor) {
    return owner.asks().get(INCIDENTS + "?monitor_id=" + monitor).path("data[0].id");
  }

  /** A monitor that is down, as an incident. */
  String outage(String name) {
    String monitor = monitor(name);
    breaks(monitor);
    return of(monitor);
  }

  String opened(String title) {
    return opened(Map.of("title", title));
  }

  String opened(Map<String, ?> body) {
    return owner.asks().body(body).post(INCIDENTS).then().statusCode(201).extract().path("id");
  }

  List<String> titles(@Nullable String query) {
    return owner.asks().get(INCIDENTS + (query == null ? "" : "?" + query)).path("data.title");
  }

  /** How often this was told. */
  int told(String action) {
    return owner
        .asks()
        .get("/v1/activity?limit=100&action=" + action)
        .then()
        .statusCode(200)
        .extract()
        .<List<?>>path("data")
        .size();
  }

  String named(String path, String name) {
    return owner
        .asks()
        .body(Map.of("name", name))
        .post(path)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  @Override
  public void close() {
    site.close();
  }
}
