package dev.belfry.access.member;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.Agent;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Everything by which somebody calls ends with him. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LeaverTest {
  @Inject House house;

  @Test
  @Checklist({66, 74})
  void whoIsDisabledCallsByNothingThatHeHas() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "account:read", "key:create", "key:read");
    Map<String, Agent> his = new LinkedHashMap<>();
    his.put("session", Agent.session(bob));
    his.put("another session", new Agent("X-Session-ID", House.signIn(bob.email())));
    his.put("key", Agent.key(bob.key("account:read")));
    his.put("key that makes keys", Agent.key(bob.key("account:read", "key:create")));
    his.put(
        "key of his key",
        Agent.key(
            made(
                his.get("key that makes keys"),
                "/v1/keys",
                "{'name':'k','scopes':['account:read']}")));
    his.put(
        "personal key",
        Agent.key(
            made(
                his.get("session"),
                "/v1/personal-keys",
                "{'name':'mine','scopes':['account:read']}")));
    his.forEach((what, agent) -> assertEquals(200, agent.get("/v1/account").status(), what));
    String user = "/v1/users/" + bob.founder().user().text();
    Agent admin = Agent.session(alice);
    assertEquals(
        200,
        admin.ask("PATCH", user, "application/merge-patch+json", "{'status':'disabled'}").status());
    his.forEach((what, agent) -> assertEquals(401, agent.get("/v1/account").status(), what));
    his.forEach((what, agent) -> assertEquals(401, agent.get("/v1/session").status(), what));
    assertEquals(
        200,
        admin.ask("PATCH", user, "application/merge-patch+json", "{'status':'active'}").status());
    for (String session : List.of("session", "another session")) {
      assertEquals(
          401, java.util.Objects.requireNonNull(his.get(session)).get("/v1/account").status());
    }
    assertEquals(204, admin.ask("DELETE", user, "application/json", "").status());
    his.forEach((what, agent) -> assertEquals(401, agent.get("/v1/account").status(), what));
  }

  private static String made(
      @org.jspecify.annotations.Nullable Agent agent, String path, String body) {
    Agent.Answer answer = java.util.Objects.requireNonNull(agent).post(path, body);
    assertEquals(201, answer.status(), answer.toString());
    return answer.body().replaceFirst("(?s).*?\"key\":\"([^\"]+)\".*", "$1");
  }
}
