package dev.belfry.platform.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Agent;
import dev.belfry.house.Agent.Answer;
import dev.belfry.house.House;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Bodies: all that is wrong is named at once, however deep; names are what they look like. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class BodyTest {
  @Inject House house;

  @Test
  void everyWrongTypeIsNamedHoweverDeep() {
    Answer answer =
        Agent.session(house.alice())
            .post(
                "/v1/keys",
                """
                {'name':7,'scopes':['monitor:read',1,true],'limits':[{'requests':'x','window_seconds':[]},
                {'requests':0,'window_seconds':1,'per':'key'}],'allowed_networks':[4,'127.0.0.1'],
                'grants':[{'scopes':'all'},{'scopes':[2],'where':1}],'expires_at':'soon','kind':'any','foo':1}""");
    assertEquals(
        Map.ofEntries(
            Map.entry("/name", "wrong_type"),
            Map.entry("/scopes/1", "wrong_type"),
            Map.entry("/scopes/2", "wrong_type"),
            Map.entry("/limits/0/requests", "wrong_type"),
            Map.entry("/limits/0/window_seconds", "wrong_type"),
            Map.entry("/limits/1/per", "unknown_field"),
            Map.entry("/allowed_networks/0", "wrong_type"),
            Map.entry("/grants/0/scopes", "wrong_type"),
            Map.entry("/grants/1/scopes/0", "wrong_type"),
            Map.entry("/grants/1/where", "unknown_field"),
            Map.entry("/expires_at", "wrong_type"),
            Map.entry("/kind", "wrong_type"),
            Map.entry("/foo", "unknown_field")),
        wrong(answer));
  }

  @Test
  void wrongTypesDoNotHideBrokenLimits() {
    Answer answer =
        Agent.session(house.alice())
            .post(
                "/v1/keys",
                """
                {'name':'','scopes':[1],'limits':[{'requests':0,'window_seconds':1}],
                'grants':[{'categories':'ALL'}],'description':3}""");
    assertEquals(
        Map.of(
            "/name", "required",
            "/scopes/0", "wrong_type",
            "/limits/0/requests", "too_small",
            "/grants/0/scopes", "required",
            "/description", "wrong_type"),
        wrong(answer));
  }

  @Test
  void whiteSpaceAroundANameIsNoPartOfIt() {
    Agent alice = Agent.session(house.alice());
    for (String path : List.of("/v1/categories", "/v1/groups")) {
      Answer made = alice.post(path, "{'name':' \\u00a0catA\\u2003\\t'}");
      assertEquals(201, made.status(), made.toString());
      assertTrue(made.body().contains("\"name\":\"catA\""), made.toString());
      assertEquals("taken", alice.post(path, "{'name':'catA'}").code());
      assertEquals("taken", alice.post(path, "{'name':'cata '}").code());
      assertEquals(
          Map.of("/name", "required"), wrong(alice.post(path, "{'name':' \\u3000\\u00a0 '}")));
    }
    String key = alice.post("/v1/keys", "{'name':'  k  ','scopes':['monitor:read']}").id();
    Answer patched =
        alice.ask("PATCH", "/v1/keys/" + key, "application/merge-patch+json", "{'name':' l '}");
    assertTrue(patched.body().contains("\"name\":\"l\""), patched.toString());
    Answer monitor =
        alice.post("/v1/monitors", "{'name':' m ','type':'http','url':'http://localhost:1/'}");
    assertTrue(monitor.body().contains("\"name\":\"m\""), monitor.toString());
  }

  @Test
  void whatNobodySeesIsNoPartOfAName() {
    Agent alice = Agent.session(house.alice());
    for (String hidden :
        List.of(
            "200b", "200c", "200d", "200e", "200f", "202a", "202e", "2060", "2066", "2069", "feff",
            "00ad", "061c", "3164", "000a", "001b", "0085", "2028", "180e")) {
      Answer answer = alice.post("/v1/categories", "{'name':'cat\\u" + hidden + "A'}");
      assertEquals(Map.of("/name", "invisible_character"), wrong(answer), hidden);
    }
    for (String seen : List.of("Łódź 東京", "عربي", "👩\\u200d💻 team", "a  b", "x\\u0301")) {
      assertEquals(201, alice.post("/v1/categories", "{'name':'" + seen + "'}").status(), seen);
    }
  }

  private static Map<String, String> wrong(Answer answer) {
    assertEquals(422, answer.status(), answer.toString());
    Map<String, String> found = new TreeMap<>();
    JsonPath.from(answer.body())
        .<Map<String, String>>getList("errors")
        .forEach(error -> found.put(error.get("pointer"), error.get("code")));
    return found;
  }
}
