package dev.belfry.access.member;

import static dev.belfry.house.Json.PATCH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every way to give rights, by everybody who may give some, for everything that could be given. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class EscalationTest {
  private static final String CATEGORY = "cat_01h455vb4pex5vsknk084sn02q";
  private static final List<String> CLERK = List.of("user:*", "role:*", "monitor:read");

  /** What is given, and whether a clerk holds it. */
  private static final Map<String, Boolean> GRANTS =
      Map.of(
          grant("monitor:read", "'ALL'"), true,
          grant("monitor:read", "['" + CATEGORY + "']"), true,
          grant("role:update','user:read", "'ALL'"), true,
          grant("monitor:write", "'ALL'"), false,
          grant("monitor:pause", "['" + CATEGORY + "']"), false,
          grant("monitor:read','key:create", "'ALL'"), false,
          grant("*:read", "'ALL'"), false,
          grant("*:*", "'ALL'"), false);

  @Inject House house;
  @Inject Rows rows;

  /** The owner of an account that has the category of the grants. */
  private Person alice() {
    Person alice = house.alice();
    UUID category = TypeId.parse("cat", CATEGORY).orElseThrow();
    rows.change("delete from account_category where id = ?", category);
    rows.change(
        """
        insert into account_category (id, account_id, name, created_at, updated_at)
        values (?, ?, 'corner', now(), now())""",
        category,
        alice.account().uuid());
    return alice;
  }

  private static String grant(String scopes, String categories) {
    return "[{'scopes':['" + scopes + "'],'categories':" + categories + ",'groups':'ALL'}]";
  }

  /** Things of Alice's account on which a clerk tries it. */
  private record Targets(
      String role, String user, String service, String held, String invitation, String disabled) {}

  @FunctionalInterface
  private interface Giving {
    Response give(RequestSpecification caller, Targets targets, String grants);
  }

  private static Map<String, Giving> ways() {
    Map<String, Giving> ways = new LinkedHashMap<>();
    ways.put(
        "POST role",
        (caller, at, grants) ->
            caller
                .body(Json.of("{'name':'%s','grants':%s}", UUID.randomUUID(), grants))
                .post("/v1/roles"));
    ways.put(
        "PUT role",
        (caller, at, grants) ->
            caller
                .body(Json.of("{'name':'%s','grants':%s}", UUID.randomUUID(), grants))
                .put("/v1/roles/" + at.role()));
    ways.put("PATCH role", patch(at -> "/v1/roles/" + at.role(), "{'grants':%s}"));
    ways.put("POST user", add("/v1/users"));
    ways.put("POST invitation", add("/v1/invitations"));
    ways.put(
        "POST service account",
        (caller, at, grants) ->
            caller.body(Json.of("{'name':'x','grants':%s}", grants)).post("/v1/service-accounts"));
    ways.put("PATCH user", patch(at -> "/v1/users/" + at.user(), "{'grants':%s}"));
    ways.put(
        "PATCH service account",
        patch(at -> "/v1/service-accounts/" + at.service(), "{'grants':%s}"));
    return ways;
  }

  /** By something that Alice made with these grants. */
  private static Map<String, Giving> indirectWays() {
    Map<String, Giving> ways = new LinkedHashMap<>();
    ways.put(
        "role to user",
        (caller, at, grants) -> patched(caller, "/v1/users/" + at.user(), roles(at)));
    ways.put(
        "role to service account",
        (caller, at, grants) -> patched(caller, "/v1/service-accounts/" + at.service(), roles(at)));
    ways.put(
        "role to new user",
        (caller, at, grants) ->
            caller
                .body(Json.of("{'email':'x@example.org','name':'x','roles':['%s']}", at.held()))
                .post("/v1/users"));
    ways.put(
        "role to new service account",
        (caller, at, grants) ->
            caller
                .body(Json.of("{'name':'x','roles':['%s']}", at.held()))
                .post("/v1/service-accounts"));
    ways.put(
        "rename of the role",
        (caller, at, grants) ->
            patched(caller, "/v1/roles/" + at.held(), "{'name':'" + UUID.randomUUID() + "'}"));
    ways.put(
        "resend",
        (caller, at, grants) -> caller.post("/v1/invitations/" + at.invitation() + "/resend"));
    ways.put(
        "enabling",
        (caller, at, grants) ->
            patched(caller, "/v1/service-accounts/" + at.disabled(), "{'status':'active'}"));
    return ways;
  }

  private static String roles(Targets at) {
    return "{'roles':['" + at.held() + "']}";
  }

  @Test
  @Checklist(60)
  void nobodyGivesMoreThanHeHolds() {
    Person alice = alice();
    Person bob = house.member(alice, "bob");
    Map<String, String> wrong = new TreeMap<>();
    int tried = 0;
    for (Map.Entry<String, Person> who : clerks(alice).entrySet()) {
      for (Map.Entry<String, Boolean> grant : GRANTS.entrySet()) {
        boolean may = grant.getValue() || who.getKey().equals("admin");
        Targets targets = targets(alice, bob, grant.getKey());
        Map<String, Giving> ways = ways();
        ways.putAll(indirectWays());
        for (Map.Entry<String, Giving> way : ways.entrySet()) {
          Response answer = way.getValue().give(who.getValue().asks(), targets, grant.getKey());
          boolean done = Set.of(200, 201, 202).contains(answer.statusCode());
          boolean refused =
              answer.statusCode() == 403 && "escalation_denied".equals(answer.path("code"));
          tried++;
          if (may ? !done : !refused) {
            wrong.put(who.getKey() + ": " + way.getKey() + " " + grant.getKey(), answer.asString());
          }
        }
        patched(alice.asks(), "/v1/users/" + targets.user(), "{'roles':[],'grants':[]}");
      }
    }
    assertEquals(Map.of(), wrong);
    assertTrue(tried > 200, "only " + tried + " were tried");
  }

  /**
   * A key can give no more than its own rights, though its owner could, and nothing that gives
   * rights in turn.
   */
  @Test
  void norDoesAKey() {
    Person alice = alice();
    String key = alice.key(CLERK.toArray(String[]::new));
    Person bob = house.member(alice, "bob");
    for (Map.Entry<String, Boolean> grant : GRANTS.entrySet()) {
      Targets targets = targets(alice, bob, grant.getKey());
      for (Map.Entry<String, Giving> way : ways().entrySet()) {
        int status = way.getValue().give(Person.asks(key), targets, grant.getKey()).statusCode();
        boolean may = grant.getValue() && !grant.getKey().contains("role:update");
        assertEquals(may, status != 403, way.getKey() + " " + grant.getKey() + ": " + status);
      }
    }
  }

  @Test
  @Checklist({61, 64})
  void nobodyWidensHimself() {
    Person alice = alice();
    Person bob = house.member(alice, "bob", "*:*");
    String own = "/v1/users/" + bob.founder().user().text();
    String viewer = alice.asks().get("/v1/roles").path("data.find { it.name == 'Viewer' }.id");
    assertEquals(403, patched(bob.asks(), own, "{'roles':['" + viewer + "']}").statusCode());
    String less = "{'grants':" + grant("user:update','monitor:*", "'ALL'") + "}";
    assertEquals(200, patched(bob.asks(), own, less).statusCode());
    String more = "{'grants':" + grant("user:update','incident:read", "'ALL'") + "}";
    assertEquals(403, patched(bob.asks(), own, more).statusCode());
  }

  /**
   * Who may give rights in some of the account only gives none: people and roles are of the whole.
   */
  @Test
  void nobodyGivesFromACornerOfTheAccount() {
    Person alice = alice();
    Person bob = house.member(alice, "bob");
    String corner =
        "{'grants':" + grant("user:*','role:*','monitor:read", "['" + CATEGORY + "']") + "}";
    String path = "/v1/users/" + bob.founder().user().text();
    assertEquals(200, patched(alice.asks(), path, corner).statusCode());
    String given = grant("monitor:read", "['" + CATEGORY + "']");
    Targets targets = targets(alice, house.member(alice, "carl"), given);
    for (Map.Entry<String, Giving> way : ways().entrySet()) {
      assertEquals(403, way.getValue().give(bob.asks(), targets, given).statusCode(), way.getKey());
    }
  }

  private Map<String, Person> clerks(Person alice) {
    Person byRole = house.member(alice, "carl");
    String role = role(alice, grant(String.join("','", CLERK), "'ALL'"));
    patched(
        alice.asks(), "/v1/users/" + byRole.founder().user().text(), "{'roles':['" + role + "']}");
    return Map.of(
        "clerk",
        house.member(alice, "clerk", CLERK.toArray(String[]::new)),
        "clerk by role",
        byRole,
        "admin",
        alice);
  }

  private static Targets targets(Person alice, Person bob, String grants) {
    String disabled =
        made(alice, "/v1/service-accounts", "{'name':'d','grants':" + grants + "}", 201);
    patched(alice.asks(), "/v1/service-accounts/" + disabled, "{'status':'disabled'}");
    return new Targets(
        role(alice, "[]"),
        bob.founder().user().text(),
        made(alice, "/v1/service-accounts", "{'name':'s'}", 201),
        role(alice, grants),
        made(alice, "/v1/invitations", "{'email':'y@example.org','grants':" + grants + "}", 202),
        disabled);
  }

  private static String role(Person alice, String grants) {
    return made(
        alice, "/v1/roles", "{'name':'" + UUID.randomUUID() + "','grants':" + grants + "}", 201);
  }

  private static String made(Person who, String path, String body, int status) {
    return who.asks().body(Json.of(body)).post(path).then().statusCode(status).extract().path("id");
  }

  private static Giving add(String path) {
    return (caller, at, grants) ->
        caller.body(Json.of("{'email':'z@example.org','name':'z','grants':%s}", grants)).post(path);
  }

  private static Giving patch(java.util.function.Function<Targets, String> path, String body) {
    return (caller, at, grants) -> patched(caller, path.apply(at), Json.of(body, grants));
  }

  private static Response patched(RequestSpecification caller, String path, String body) {
    return caller.contentType(PATCH).body(Json.of(body)).patch(path);
  }
}
