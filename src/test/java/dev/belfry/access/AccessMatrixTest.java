package dev.belfry.access;

import static dev.belfry.access.Sweep.closed;
import static dev.belfry.access.Sweep.everywhere;
import static dev.belfry.access.Sweep.expect;
import static dev.belfry.access.Sweep.knock;
import static dev.belfry.access.Sweep.scoped;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.access.grant.Scope;
import dev.belfry.house.Agent;
import dev.belfry.house.Agent.Answer;
import dev.belfry.house.Checklist;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.KeyForge;
import dev.belfry.house.Person;
import dev.belfry.house.Routes;
import dev.belfry.house.Routes.Route;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import dev.belfry.house.Things;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
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
  @Checklist(37)
  void everyRouteIsInTheMatrix() {
    TreeSet<String> expected = new TreeSet<>(Cells.routes());
    expected.addAll(Unscoped.SIGNED_IN);
    expected.addAll(Unscoped.OPEN);
    TreeSet<String> routes = new TreeSet<>();
    Routes.all().forEach(route -> routes.add(route.toString()));
    assertEquals(expected, routes);
    closed()
        .forEach(
            route ->
                assertEquals(
                    route.scope() == null,
                    Unscoped.SIGNED_IN.contains(route.toString()),
                    "" + route));
  }

  @Test
  @Checklist(37)
  void whoHasNoScopeIsRefused() {
    Agent key = forge.key(alice, Grant.of());
    everywhere(scoped(), route -> expect(knock(key, route), 403, "insufficient_scope"));
    Agent nobody = Agent.session(house.member(alice, "dave"));
    everywhere(scoped(), route -> expect(knock(nobody, route), 403, "insufficient_scope"));
  }

  @Test
  @Checklist({37, 68})
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
  @Checklist(37)
  void theRightScopeAloneIsEnough() {
    everywhere(
        scoped(), route -> cell(route, forge.key(alice, exact(route)), Cells.of(route).ok(), true));
  }

  @Test
  @Checklist(67)
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
  @Checklist(67)
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
      case "monitors",
          "incidents",
          "maintenance",
          "webhooks",
          "channels",
          "deliveries",
          "activity",
          "keys",
          "uptime",
          "reports",
          "status-pages" ->
          new Knows(true, true);
      case "triggers", "notification-roles", "escalations", "rotas" -> new Knows(true, true);
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
    boolean marked = answer.body().contains(mark(route));
    return list && answer.body().startsWith("{\"data\":") && marked != shown
        ? "mark " + marked + ": " + answer
        : "";
  }

  /** What nothing but the things brings into a list; some hold no text of theirs. */
  private static String mark(Route route) {
    return switch (route.template()) {
      case "/v1/deliveries" -> "\"dlv_";
      case "/v1/channel-kinds" -> "\"telegram\"";
      default -> MARK;
    };
  }

  private static String query(Route route) {
    return QUERY.entrySet().stream()
        .filter(asked -> route.query().contains(asked.getKey()))
        .map(asked -> asked.getKey() + "=" + asked.getValue())
        .collect(Collectors.joining("&", "?", ""));
  }
}
