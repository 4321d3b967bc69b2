package dev.belfry.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Agent;
import dev.belfry.house.Checklist;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.KeyForge;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Refusals that must look alike take the same time: ratios of medians, asked in turn. */
@QuarkusTest
@TestProfile(BenchProfile.class)
@QuarkusTestResource(TestDatabase.class)
class LookAlikesBench {
  private static final int ROUNDS = 400;
  private static final int LOGINS = 40;
  private static final double PROMISED = 1.5;
  @Inject House house;
  @Inject KeyForge forge;

  /** One way to be refused. */
  private interface Call {
    int status();
  }

  @Test
  @Checklist(89)
  void keysThatOpenNothing() throws IOException {
    Person alice = house.alice();
    Map<String, Call> calls = new LinkedHashMap<>();
    Map<String, Agent> agents = new LinkedHashMap<>();
    agents.put("unknown", Agent.key("bfy_svc_nkvdoIh0STRhskXzrFGapxpFsFn6WqNs45CkeD"));
    agents.put("revoked", forge.key(alice, "revoked_at = now()"));
    agents.put("expired", forge.key(alice, "expires_at = now() - interval '1 day'"));
    agents.put("disabled", forge.key(alice, "disabled_at = now()"));
    agents.put("of_another_account", forge.key(house.mallory(), "revoked_at = now()"));
    agents.forEach((what, agent) -> calls.put(what, () -> agent.get("/v1/account").status()));
    compare("lookalikes-keys", calls, 401, ROUNDS);
  }

  @Test
  @Checklist(57)
  void whatIsNotThereAndWhatIsNotYours() throws IOException {
    Person alice = house.alice();
    Agent mallory = Agent.session(house.mallory());
    String hers =
        alice.asks().body("{\"name\":\"hers\"}").post("/v1/categories").path("id").toString();
    Agent narrow =
        forge.key(alice, Grant.of("category:read").in(TypeId.format("cat", TypeId.next())));
    Map<String, Call> calls = new LinkedHashMap<>();
    calls.put(
        "nobodys",
        () -> mallory.get("/v1/categories/" + TypeId.format("cat", TypeId.next())).status());
    calls.put("of_another_account", () -> mallory.get("/v1/categories/" + hers).status());
    compare("lookalikes-things", calls, 404, ROUNDS);
    Map<String, Call> within = new LinkedHashMap<>();
    within.put(
        "nobodys",
        () -> narrow.get("/v1/categories/" + TypeId.format("cat", TypeId.next())).status());
    within.put("out_of_reach", () -> narrow.get("/v1/categories/" + hers).status());
    compare("lookalikes-reach", within, 404, ROUNDS);
  }

  @Test
  @Checklist(86)
  void loginsOfUsersThatExistAndThatDoNot() throws IOException {
    Person alice = house.alice();
    Map<String, Call> calls = new LinkedHashMap<>();
    calls.put("wrong_password", () -> login(alice.email()));
    calls.put("unknown_user", () -> login("nobody@example.org"));
    compare("lookalikes-logins", calls, 401, LOGINS);
  }

  private static int login(String email) {
    return Agent.nobody()
        .post("/v1/session", "{'email':'" + email + "','password':'not the password'}")
        .status();
  }

  /** In turn, so that whatever else the machine does meets all of them. */
  private static void compare(String name, Map<String, Call> calls, int status, int rounds)
      throws IOException {
    Map<String, long[]> nanos = new LinkedHashMap<>();
    calls.keySet().forEach(what -> nanos.put(what, new long[rounds]));
    for (int round = -rounds / 4; round < rounds; round++) {
      for (Map.Entry<String, Call> call : calls.entrySet()) {
        long begun = System.nanoTime();
        int got = call.getValue().status();
        long took = System.nanoTime() - begun;
        assertTrue(got == status, call.getKey() + " was answered " + got);
        if (round >= 0) {
          nanos.getOrDefault(call.getKey(), new long[0])[round] = took;
        }
      }
    }
    Table table = new Table(name);
    double least = Double.MAX_VALUE;
    double most = 0;
    for (Map.Entry<String, long[]> one : nanos.entrySet()) {
      long[] sorted = one.getValue();
      Arrays.sort(sorted);
      double median = sorted[sorted.length / 2] / 1e6;
      table.put(one.getKey() + "_median_ms", median);
      least = Math.min(least, median);
      most = Math.max(most, median);
    }
    table.put("ratio", most / least).put("promised_ratio", PROMISED).write();
    assertTrue(most / least <= PROMISED, name + " differ by " + most / least);
  }
}
