package dev.belfry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.access.credential.KeyText;
import dev.belfry.access.grant.Scope;
import dev.belfry.house.Agent;
import dev.belfry.house.Agent.Answer;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.KeyForge;
import dev.belfry.house.Person;
import dev.belfry.house.Routes;
import dev.belfry.house.Routes.Route;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import dev.belfry.house.Things;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every route against every way to be allowed on it or not; a new route is in it by itself, and
 * fails until {@link Cells} says what is expected of it.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixTest {
  private static final String MARK = "mark-3b9e";

  private static final String JSON = "application/json";

  /** Of lists: as much as they give, and of the log book what tells of the things. */
  private static final Map<String, String> QUERY =
      Map.of("limit", "100", "action", "monitor.created");

  @Inject House house;
  @Inject KeyForge forge;
  @Inject Rows rows;

  private Person alice;
  private Things things;
  private Things elsewhere;
  private final Map<String, String> shared = new HashMap<>();

  @BeforeEach
  @SuppressWarnings("NullAway.Init")
  void people() {
    if (alice == null) {
      alice = house.alice();
      things = Things.of(alice, MARK, rows);
      elsewhere = Things.of(alice, "other-77ac", rows);
      scoped().forEach(route -> things.filled(route, shared));
    }
  }

  @Test
  void everyRouteIsInTheMatrix() {
    TreeSet<String> expected = new TreeSet<>(Cells.routes());
    expected.addAll(Cells.SIGNED_IN);
    expected.addAll(Cells.OPEN);
    TreeSet<String> routes = new TreeSet<>();
    Routes.all().forEach(route -> routes.add(route.toString()));
    assertEquals(expected, routes);
    closed()
        .forEach(
            route ->
                assertEquals(
                    route.scope() == null, Cells.SIGNED_IN.contains(route.toString()), "" + route));
  }

  @Test
  void nobodyIsLetInWithoutACredential() {
    everywhere(
        closed(),
        route -> {
          Answer answer = knock(Agent.nobody(), route);
          return answer.status() == 401
                  && answer.code().equals("unauthenticated")
                  && answer.header("WWW-Authenticate").equals("Bearer realm=\"belfry\"")
                  && answer.header("Content-Type").startsWith("application/problem+json")
              ? ""
              : answer.toString();
        });
  }

  @Test
  void credentialsThatAreNoneAreRefused() {
    Agent successor = forge.key(alice, "name = 'successor'");
    Map<String, Agent> agents =
        Map.of(
            "unknown key",
            Agent.key("bfy_svc_nkvdoIh0STRhskXzrFGapxpFsFn6WqNs45CkeD"),
            "unknown session",
            new Agent("X-Session-ID", "x".repeat(43)),
            "expired",
            forge.key(alice, "expires_at = now() - interval '1 second'"),
            "revoked",
            forge.key(alice, "revoked_at = now()"),
            "disabled",
            forge.key(alice, "disabled_at = now()"),
            "deleted",
            forge.key(alice, "deleted_at = now()"),
            "early",
            forge.key(alice, "not_before = now() + interval '1 hour'"),
            "wrong network",
            forge.key(alice, "allowed_networks = '{192.0.2.0/24}'"),
            "rotated",
            forge.key(
                alice,
                "expires_at = now(), successor_id = (select id from access_key where name = 'successor' limit 1)"));
    assertEquals(200, successor.get("/v1/keys").status());
    agents.forEach(
        (what, agent) ->
            everywhere(
                closed(),
                route -> {
                  Answer answer = knock(agent, route);
                  return answer.status() == 401
                          && answer.code().equals("invalid_credential")
                          && answer.header("WWW-Authenticate").contains("error=\"invalid_token\"")
                      ? ""
                      : what + ": " + answer;
                }));
  }

  @Test
  void keysForOneThingOpenNothingElse() {
    for (KeyText.Type type : List.of(KeyText.Type.REG, KeyText.Type.ING)) {
      Agent agent = forge.key(alice, type, Grant.of("*:*"));
      everywhere(
          closed().filter(route -> route.scope() != type.only().orElseThrow()),
          route -> expect(knock(agent, route), 403, "wrong_key_type"));
    }
  }

  @Test
  void sessionsAndPersonalKeysAreLetInLikeOthers() {
    Person erin = house.member(alice, "erin", "*:*");
    Agent personal = forge.key(erin, KeyText.Type.PAT, Grant.of("*:*"));
    Agent signedIn = Agent.session(erin);
    everywhere(
        closed(),
        route -> {
          Answer answer = knock(personal, route);
          boolean forPersons =
              answer.code().equals("session_needed") && Cells.SIGNED_IN.contains(route.toString());
          return forPersons ? "" : letIn(answer);
        });
    everywhere(
        closed().filter(route -> !Cells.LOG_OUT.contains(route.toString())),
        route -> letIn(knock(signedIn, route)));
    for (String logOut : Cells.LOG_OUT) {
      Agent fresh = new Agent("X-Session-ID", House.signIn(erin.email()));
      assertEquals("", letIn(fresh.ask(logOut.split(" ")[0], logOut.split(" ")[1], JSON, "{}")));
    }
  }

  @Test
  void whoHasNoScopeIsRefused() {
    Agent key = forge.key(alice, Grant.of());
    everywhere(scoped(), route -> expect(knock(key, route), 403, "insufficient_scope"));
    Agent nobody = Agent.session(house.member(alice, "dave"));
    everywhere(scoped(), route -> expect(knock(nobody, route), 403, "insufficient_scope"));
  }

  @Test
  void allScopesButTheRightOneAreNotEnough() {
    Map<Scope, Agent> agents = new HashMap<>();
    everywhere(
        scoped(),
        route -> {
          Scope scope = Objects.requireNonNull(route.scope());
          Agent agent = agents.computeIfAbsent(scope, this::allBut);
          Answer answer =
              agent.ask(
                  route.verb(),
                  things.filled(route, shared),
                  route.contentType(),
                  Cells.body(route, things));
          return answer.header("WWW-Authenticate").contains("scope=\"" + scope.text() + "\"")
              ? expect(answer, 403, "insufficient_scope")
              : answer.toString();
        });
  }

  private Agent allBut(Scope scope) {
    return forge.key(
        alice,
        Grant.of(
            Arrays.stream(Scope.values())
                .filter(other -> other != scope)
                .map(Scope::text)
                .toArray(String[]::new)));
  }

  @Test
  void theRightScopeAloneIsEnough() {
    everywhere(
        scoped(), route -> cell(route, forge.key(alice, exact(route)), Cells.of(route).ok(), true));
  }

  @Test
  void anotherCategoryIsNotThere() {
    everywhere(
        scoped(),
        route ->
            cell(
                route,
                forge.key(alice, exact(route).in(elsewhere.category())),
                Cells.of(route).otherCategory(),
                !knows(route).category()));
  }

  @Test
  void anotherGroupIsNotThere() {
    everywhere(
        scoped(),
        route ->
            cell(
                route,
                forge.key(alice, exact(route).among(elsewhere.group())),
                Cells.of(route).otherGroup(),
                !knows(route).group()));
  }

  /** Which dimensions the things of a list declare. */
  private record Knows(boolean category, boolean group) {}

  private static Knows knows(Route route) {
    return switch (route.template().split("/")[2]) {
      case "monitors", "incidents", "webhooks", "activity", "keys" -> new Knows(true, true);
      case "categories" -> new Knows(true, false);
      case "groups" -> new Knows(false, true);
      default -> new Knows(false, false);
    };
  }

  private static Grant exact(Route route) {
    return Grant.of(
        Stream.concat(Stream.of(route.scope()), Cells.of(route).also().stream())
            .map(Scope::text)
            .toArray(String[]::new));
  }

  /** One call on a real thing: of its own where it would be changed. */
  private String cell(Route route, Agent agent, int status, boolean shown) {
    boolean changes = !route.verb().equals("GET") && status < 300;
    String path = changes ? things.path(route) : things.filled(route, shared);
    boolean list = route.verb().equals("GET") && !route.named();
    Answer answer =
        agent.ask(
            route.verb(),
            path + (list ? query(route) : ""),
            route.contentType(),
            Cells.body(route, things));
    if (answer.status() != status) {
      return "expected " + status + ": " + answer;
    }
    boolean marked = answer.body().contains(MARK);
    return list && answer.body().startsWith("{\"data\":") && marked != shown
        ? "mark " + marked + ": " + answer
        : "";
  }

  private static String query(Route route) {
    return QUERY.entrySet().stream()
        .filter(asked -> route.query().contains(asked.getKey()))
        .map(asked -> asked.getKey() + "=" + asked.getValue())
        .collect(Collectors.joining("&", "?", ""));
  }

  /** A call that changes nothing even where it is let in: things that are not there, no body. */
  private static Answer knock(Agent agent, Route route) {
    return agent.ask(
        route.verb(),
        route.path(TypeId.format("xxx", TypeId.next())),
        route.contentType(),
        route.verb().equals("GET") || route.verb().equals("DELETE") ? "" : "{}");
  }

  private static String expect(Answer answer, int status, String code) {
    return answer.status() == status && answer.code().equals(code) ? "" : answer.toString();
  }

  private static String letIn(Answer answer) {
    return answer.status() == 401 || answer.status() == 403 || answer.status() >= 500
        ? answer.toString()
        : "";
  }

  private static void everywhere(Stream<Route> routes, Function<Route, String> cell) {
    Map<String, String> wrong = new TreeMap<>();
    List<Route> asked = new ArrayList<>(routes.toList());
    for (Route route : asked) {
      String found = cell.apply(route);
      if (!found.isEmpty()) {
        wrong.put(route.toString(), found);
      }
    }
    assertEquals(Map.of(), wrong);
    assertTrue(asked.size() > 30, "only " + asked.size() + " routes");
  }

  private static Stream<Route> closed() {
    return Routes.all().stream().filter(route -> !route.open());
  }

  private static Stream<Route> scoped() {
    return closed().filter(route -> route.scope() != null);
  }
}
