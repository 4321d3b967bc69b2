package dev.belfry.house;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A grant as tests send it: {@code Grant.of("monitor:read").in(category).among(group)}. What is not
 * narrowed is ALL.
 */
public record Grant(List<String> scopes, Object categories, Object groups) {
  public static Grant of(String... scopes) {
    return new Grant(List.of(scopes), "ALL", "ALL");
  }

  public Grant in(String... ids) {
    return new Grant(scopes, List.of(ids), groups);
  }

  public Grant among(String... ids) {
    return new Grant(scopes, categories, List.of(ids));
  }

  /** A key of this person with these grants, which are not mixed. */
  public static String key(Person owner, Grant... grants) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", "test");
    body.put("grants", List.of(grants));
    return owner.asks().body(body).post("/v1/keys").then().statusCode(201).extract().path("key");
  }
}
