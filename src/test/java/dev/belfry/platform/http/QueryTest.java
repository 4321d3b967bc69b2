package dev.belfry.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.Agent;
import dev.belfry.house.Agent.Answer;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Query strings hold what is known, each once, and everything wrong is named in one answer. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class QueryTest {
  @Inject House house;

  @Test
  void everythingWrongIsNamedAtOnce() {
    Agent alice = Agent.session(house.alice());
    assertEquals(
        Map.of(
            "page", "must be a whole number",
            "limit", "must be from 1 to 100",
            "foo", "is not known here; known are limit, page"),
        wrong(alice.get("/v1/categories?page=a&limit=0&foo=1")));
    assertEquals(
        Map.of(
            "open", "must be true or false",
            "status", "must be one of investigating, identified, monitoring, resolved",
            "monitor_id", "is not an id that starts with mon_",
            "limit", "must be a whole number"),
        wrong(
            alice.get(
                "/v1/incidents?open=maybe&status=x&monitor_id=cat_1&limit=99999999999999999999")));
    assertEquals(
        Map.of(
            "cursor", "is not one that this list gave",
            "from", "must be a time such as 2030-01-31T12:00:00Z",
            "to", "must be a time such as 2030-01-31T12:00:00Z",
            "limit", "must be from 1 to 100"),
        wrong(alice.get("/v1/activity?cursor=x&from=yesterday&to=&limit=101&result=refused")));
    assertEquals(
        Map.of(
            "type",
            "must be one of api, database, dns, domain, grpc, heartbeat, http, ping, port, ssl",
            "sort",
            "must be one of name, -name, created_at, -created_at, status",
            "status",
            "must be one of pending, up, down, degraded, unknown, paused, maintenance",
            "foo",
            "is not known here; known are category, flapping, group, limit, overdue, page, q, sort, status, suppressed, tag, type"),
        wrong(alice.get("/v1/monitors?type=bogus&sort=zzz&status=fine&foo=1")));
    assertEquals(Map.of("limit", "is out of range"), wrong(alice.get("/v1/keys?limit=4294967297")));
  }

  @Test
  void whatIsGivenTwiceHasNoMeaning() {
    Agent alice = Agent.session(house.alice());
    assertEquals(
        Map.of("limit", "must be given once", "page", "must be given once"),
        wrong(alice.get("/v1/keys?limit=1&limit=1&page=1&page=2")));
    assertEquals(200, alice.get("/v1/keys?label=a:b&label=c:d").status());
  }

  @Test
  void routesWithoutParametersTakeNone() {
    Person alice = house.alice();
    assertEquals(
        Map.of("a", "is not known here; there are none"),
        wrong(Agent.session(alice).get("/v1/account?a=b")));
    assertEquals(
        Map.of("dry_run", "is not known here; there are none"),
        wrong(Agent.session(alice).post("/v1/categories?dry_run=true", "{'name':'x'}")));
    assertEquals(400, Agent.nobody().get("/v1/sso/login?nxt=/").status());
    assertEquals(400, Agent.nobody().post("/v1/credentials/revoke?x=1", "{}").status());
  }

  @Test
  void nobodyLearnsOfParametersWithoutACredential() {
    assertEquals(401, Agent.nobody().get("/v1/keys?foo=1").status());
  }

  @Test
  void identityProvidersMayAddWhatTheyLike() {
    Answer answer = Agent.nobody().get("/v1/sso/callback?iss=x&session_state=y&code=a&code=b");
    assertEquals(false, answer.code().equals("invalid_parameter"), answer.toString());
  }

  /** Parameter to message of a 400. */
  private static Map<String, String> wrong(Answer answer) {
    assertEquals(400, answer.status(), answer.toString());
    assertEquals("invalid_parameter", answer.code());
    Map<String, String> found = new TreeMap<>();
    JsonPath.from(answer.body())
        .<Map<String, String>>getList("errors")
        .forEach(error -> found.put(error.get("parameter"), error.get("message")));
    return found;
  }
}
