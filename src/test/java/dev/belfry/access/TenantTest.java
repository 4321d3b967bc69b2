package dev.belfry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Agent;
import dev.belfry.house.Agent.Answer;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Alice has does not exist for Mallory: the same answer as for what nobody has. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TenantTest {
  private static final Pattern ID = Pattern.compile("\\b([a-z]{2,4})_[0-9a-z]{26}\\b");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @Inject House house;
  @Inject Rows rows;

  private Person alice;
  private Person mallory;
  private Things hers;
  private final Map<String, String> made = new HashMap<>();

  @BeforeEach
  void arrange() {
    alice = house.alice();
    mallory = house.mallory();
    hers = everything(alice, "canary-" + NUMBER.incrementAndGet() + "-5d1f", made);
  }

  private Things everything(Person owner, String mark, Map<String, String> made) {
    Things things = Things.of(owner, mark, rows);
    Routes.all().stream()
        .filter(route -> !route.open())
        .forEach(route -> things.filled(route, made));
    return things;
  }

  @Test
  @Checklist({55, 56, 57})
  void whatBelongsToAnotherAccountIsNotThereAndStaysAsItIs() {
    Map<String, String> before = rows.snapshot(alice.account());
    Map<String, String> wrong = new TreeMap<>();
    int compared = 0;
    for (Route route : Routes.all()) {
      if (route.open() || Unscoped.LOG_OUT.contains(route.toString())) {
        continue;
      }
      String path = hers.filled(route, made);
      String theirs = told(ask(Agent.session(mallory), route, path, hers));
      String nobodys = told(ask(Agent.session(mallory), route, unknown(path), nowhere()));
      boolean fails = route.named() || !theirs.startsWith("2");
      if ((route.named() && !theirs.startsWith("404")) || (fails && !theirs.equals(nobodys))) {
        wrong.put(route.toString(), theirs + " / " + nobodys);
      }
      compared += route.named() ? 1 : 0;
    }
    assertEquals(Map.of(), wrong);
    assertTrue(compared > 25, "only " + compared + " routes were compared");
    assertEquals(before, rows.snapshot(alice.account()));
  }

  /** An inner thing of another account is not reached through an outer one of one's own. */
  @Test
  @Checklist({55, 56})
  void whatIsWithinAThingOfOnesOwnIsOnesOwn() {
    Map<String, String> own = new HashMap<>();
    Things mallorys = everything(mallory, "mallorys", own);
    int crossed = 0;
    for (Route route : Routes.all().stream().filter(route -> !route.open()).toList()) {
      String path = mallorys.filled(route, own);
      List<String> ids = ids(path);
      if (ids.size() > 1) {
        String inner = ids(hers.filled(route, made)).getLast();
        String mixed = path.replace(ids.getLast(), inner);
        assertEquals(
            404, ask(Agent.session(mallory), route, mixed, mallorys).status(), route.toString());
        crossed++;
      }
    }
    assertTrue(crossed > 0, "no route has an inner thing");
  }

  /** Every text and id of Alice's rows is looked for in all that anybody else is answered. */
  @Test
  @Checklist({55, 58})
  void nothingOfAnotherAccountIsEverShown() {
    everything(mallory, "mallorys", new HashMap<>());
    Set<String> secrets = new TreeSet<>(rows.texts(alice.account()));
    secrets.removeAll(rows.texts(mallory.account()));
    secrets.add(alice.email());
    assertTrue(secrets.size() > 60, "only " + secrets.size() + " texts are looked for");
    assertTrue(secrets.stream().anyMatch(text -> text.contains(hers.mark())));
    Map<String, Agent> outsiders =
        Map.of(
            "owner",
            Agent.session(mallory),
            "key",
            Agent.key(mallory.key("*:*")),
            "member",
            Agent.session(house.carol(mallory)),
            "nobody",
            Agent.nobody());
    Map<String, String> shown = new TreeMap<>();
    outsiders.forEach((who, agent) -> shown.putAll(shown(who, agent, secrets)));
    assertEquals(Map.of(), shown);
    assertTrue(
        shown("alice", Agent.session(alice), secrets).size() > 12, "Alice sees what is hers");
  }

  private Map<String, String> shown(String who, Agent agent, Set<String> secrets) {
    Map<String, String> shown = new TreeMap<>();
    for (Route route : Routes.all()) {
      boolean reads = route.verb().equals("GET");
      boolean writes = !who.equals("alice") && !Unscoped.LOG_OUT.contains(route.toString());
      if ((reads || writes) && !(route.open() && route.named())) {
        String path =
            hers.filled(route, made)
                + (reads && route.query().contains("limit") ? "?limit=100" : "");
        Answer answer = ask(agent, route, path, hers);
        String all = answer.headers().map() + answer.body();
        secrets.stream()
            .filter(all::contains)
            .findFirst()
            .ifPresent(text -> shown.put(who + " " + route, text + " in " + all));
      }
    }
    return shown;
  }

  private static Answer ask(Agent agent, Route route, String path, Things named) {
    return agent.ask(route.verb(), path, route.contentType(), Cells.body(route, named));
  }

  private Things nowhere() {
    return new Things(
        mallory,
        TypeId.format("cat", TypeId.next()),
        TypeId.format("grp", TypeId.next()),
        TypeId.format("rol", TypeId.next()),
        "",
        rows);
  }

  private static String unknown(String path) {
    return ID.matcher(path).replaceAll(id -> TypeId.format(id.group(1), TypeId.next()));
  }

  private static List<String> ids(String path) {
    List<String> ids = new ArrayList<>();
    Matcher id = ID.matcher(path);
    while (id.find()) {
      ids.add(id.group());
    }
    return ids;
  }

  private static String told(Answer answer) {
    return ID.matcher(answer.toString()).replaceAll("$1");
  }
}
