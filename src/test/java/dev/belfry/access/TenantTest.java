package dev.belfry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Routes;
import dev.belfry.house.Routes.Route;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Alice has does not exist for Mallory: the same answer as for what nobody has. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TenantTest {
  private static final String CANARY = "canary-5d1f";
  @Inject House house;

  @Test
  void whatBelongsToAnotherAccountIsNotThere() {
    Person alice = house.alice();
    Person mallory = house.mallory();
    Map<String, String> ids = things(alice);
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (Route route : Routes.all()) {
      String id = route.named() ? ids.get(noun(route)) : null;
      if (id != null) {
        String unknown = TypeId.format(id.substring(0, id.indexOf('_')), TypeId.next());
        String theirs = answer(mallory, route, id);
        String nobodys = answer(mallory, route, unknown);
        compared++;
        if (!theirs.equals(nobodys) || !theirs.startsWith("404")) {
          differences.add(route + ": " + theirs + " / " + nobodys);
        }
      }
    }
    assertEquals(List.of(), differences);
    assertFalse(compared < 15, "only " + compared + " routes were compared");
  }

  @Test
  void listsShowNothingOfAnotherAccount() {
    Person alice = house.alice();
    things(alice);
    Person mallory = house.mallory();
    for (Route route : Routes.all()) {
      if (route.verb().equals("GET") && !route.named()) {
        String body = mallory.asks().get(route.template()).asString();
        assertFalse(body.contains(CANARY), route + " shows " + body);
      }
    }
  }

  /** One of everything that has an id, each with the canary in its name. */
  private static Map<String, String> things(Person owner) {
    String key = made(owner, "/v1/keys", "{'name':'" + CANARY + "','scopes':['monitor:read']}");
    String category = made(owner, "/v1/categories", "{'name':'" + CANARY + "'}");
    String monitor =
        made(
            owner,
            "/v1/monitors",
            "{'name':'" + CANARY + "','type':'http','url':'http://localhost:1/" + CANARY + "'}");
    String webhook = made(owner, "/v1/webhooks", "{'url':'http://localhost:1/" + CANARY + "'}");
    String session = owner.asks().get("/v1/sessions").path("data[0].id");
    String role = made(owner, "/v1/roles", "{'name':'" + CANARY + "','grants':[]}");
    String service = made(owner, "/v1/service-accounts", "{'name':'" + CANARY + "'}");
    String invitation =
        owner
            .asks()
            .body("{\"email\":\"" + CANARY + "@example.org\"}")
            .post("/v1/invitations")
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    String account = made(owner, "/v1/accounts", "{'name':'" + CANARY + "','plan':'free'}");
    String entry = owner.asks().get("/v1/activity").path("data[0].id");
    return Map.ofEntries(
        Map.entry("keys", key),
        Map.entry("categories", category),
        Map.entry("monitors", monitor),
        Map.entry("webhooks", webhook),
        Map.entry("sessions", session),
        Map.entry("roles", role),
        Map.entry("users", owner.founder().user().text()),
        Map.entry("service-accounts", service),
        Map.entry("invitations", invitation),
        Map.entry("accounts", account),
        Map.entry("activity", entry));
  }

  private static String made(Person owner, String path, String body) {
    return owner
        .asks()
        .body(body.replace('\'', '"'))
        .post(path)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static String noun(Route route) {
    return route.template().split("/")[2];
  }

  private static String answer(Person caller, Route route, String id) {
    RequestSpecification request = caller.asks().contentType(route.contentType());
    if (!route.verb().equals("GET") && !route.verb().equals("DELETE")) {
      request = request.body(body(route));
    }
    String path =
        route
            .template()
            .replaceFirst("\\{[^}]+}", id)
            .replaceAll("\\{[^}]+}", TypeId.format("dlv", new java.util.UUID(7, 7)));
    Response response = request.request(route.verb(), path);
    return response.statusCode()
        + " "
        + response.asString().replaceAll("req_[0-9a-z]+", "req").replace(id, "id");
  }

  /** Valid for each noun, so that the answer is about the thing and not about the body. */
  private static String body(Route route) {
    String body =
        switch (noun(route)) {
          case "monitors" -> "{'name':'x','type':'http','url':'http://localhost:1/'}";
          case "webhooks" -> "{'url':'http://localhost:1/'}";
          case "incidents" -> "{'message':'x'}";
          case "roles" -> "{'name':'x','grants':[]}";
          case "accounts" -> "{'status':'active','plan':'free'}";
          default -> "{'name':'x'}";
        };
    return body.replace('\'', '"');
  }
}
