package dev.belfry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Agent;
import dev.belfry.house.Agent.Answer;
import dev.belfry.house.Routes;
import dev.belfry.house.Routes.Route;
import dev.belfry.platform.id.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** One call on every route, and what was wrong with its answer. */
final class Sweep {
  private Sweep() {}

  /** A call that changes nothing even where it is let in: things that are not there, no body. */
  static Answer knock(Agent agent, Route route) {
    return agent.ask(
        route.verb(),
        route.path(TypeId.format("xxx", TypeId.next())),
        route.contentType(),
        route.verb().equals("GET") || route.verb().equals("DELETE") ? "" : "{}");
  }

  static String expect(Answer answer, int status, String code) {
    return answer.status() == status && answer.code().equals(code) ? "" : answer.toString();
  }

  static String letIn(Answer answer) {
    return answer.status() == 401 || answer.status() == 403 || answer.status() >= 500
        ? answer.toString()
        : "";
  }

  static void everywhere(Stream<Route> routes, Function<Route, String> cell) {
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

  static Stream<Route> closed() {
    return Routes.all().stream().filter(route -> !route.open());
  }

  static Stream<Route> scoped() {
    return closed().filter(route -> route.scope() != null);
  }
}
