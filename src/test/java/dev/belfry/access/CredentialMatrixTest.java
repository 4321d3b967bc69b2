package dev.belfry.access;

import static dev.belfry.access.Sweep.closed;
import static dev.belfry.access.Sweep.everywhere;
import static dev.belfry.access.Sweep.expect;
import static dev.belfry.access.Sweep.knock;
import static dev.belfry.access.Sweep.letIn;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.access.credential.KeyText;
import dev.belfry.house.Agent;
import dev.belfry.house.Agent.Answer;
import dev.belfry.house.Checklist;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.KeyForge;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every route against every state and kind of a credential, and against none. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialMatrixTest {
  private static final String JSON = "application/json";
  @Inject House house;
  @Inject KeyForge forge;
  private Person alice;

  @BeforeEach
  @SuppressWarnings("NullAway.Init")
  void people() {
    if (alice == null) {
      alice = house.alice();
    }
  }

  @Test
  @Checklist({1, 37})
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
  @Checklist({16, 37, 89})
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
  @Checklist({17, 69, 70})
  void keysForOneThingOpenNothingElse() {
    for (KeyText.Type type : List.of(KeyText.Type.REG, KeyText.Type.ING)) {
      Agent agent = forge.key(alice, type, Grant.of("*:*"));
      everywhere(
          closed().filter(route -> route.scope() != type.only().orElseThrow()),
          route -> expect(knock(agent, route), 403, "wrong_key_type"));
    }
  }

  @Test
  @Checklist(37)
  void sessionsAndPersonalKeysAreLetInLikeOthers() {
    Person erin = house.member(alice, "erin", "*:*");
    Agent personal = forge.key(erin, KeyText.Type.PAT, Grant.of("*:*"));
    Agent signedIn = Agent.session(erin);
    everywhere(
        closed(),
        route -> {
          Answer answer = knock(personal, route);
          boolean forPersons =
              answer.code().equals("session_needed")
                  && Unscoped.SIGNED_IN.contains(route.toString());
          return forPersons ? "" : letIn(answer);
        });
    everywhere(
        closed().filter(route -> !Unscoped.LOG_OUT.contains(route.toString())),
        route -> letIn(knock(signedIn, route)));
    for (String logOut : Unscoped.LOG_OUT) {
      Agent fresh = new Agent("X-Session-ID", House.signIn(erin.email()));
      assertEquals("", letIn(fresh.ask(logOut.split(" ")[0], logOut.split(" ")[1], JSON, "{}")));
    }
  }
}
