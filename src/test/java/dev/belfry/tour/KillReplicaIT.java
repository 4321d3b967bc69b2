package dev.belfry.tour;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Hook;
import dev.belfry.house.Packaged;
import dev.belfry.house.Replicas;
import dev.belfry.house.Site;
import dev.belfry.notify.MessageId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of one of three programs on one database, again and again, while they look. */
class KillReplicaIT {
  private static final String ADMIN = "bfy_svc_nkvdoIh0STRhskXzrFGapxpFsFn6WqNs45CkeD";
  private static final int REPLICAS = 3;

  /** A hundred with -Dkill.rounds=100; fewer at every change. */
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 3);

  private static final int MONITORS = 60;
  private static final int INTERVAL = 10;

  private static final int TIMEOUT = 5;
  private static final int LEASE = TIMEOUT + 10;

  /** Late by two intervals, or by the lease and five seconds, whichever is longer. */
  private static final int LATEST = INTERVAL + Math.max(2 * INTERVAL, LEASE + 5);

  private static final String LATEST_GAP =
      """
      select coalesce(max(extract(epoch from gap)), 1000)::int from (
        select lead(at, 1, now()) over (partition by monitor_id order by at) - at as gap from result_look) g""";

  private static final String TWICE =
      """
      select concat_ws(' ', monitor_id, at, verdict, 'after', before, 'then', gap) from (
        select *, at - lag(at) over looks as before, lead(at) over looks - at as gap from result_look
        window looks as (partition by monitor_id order by at)) g
      where gap < interval '3 seconds'""";

  @TempDir Path directory;

  @Test
  void nothingIsMissedAndOneOutageIsOneIncident() {
    Map<String, String> settings =
        Map.of("BELFRY_BOOTSTRAP_ADMIN_KEY", ADMIN, "BELFRY_EGRESS_ALLOW", "127.0.0.0/8,::1/128");
    try (Site good = new Site();
        Site shaky = new Site();
        Hook hook = new Hook(0);
        Replicas replicas = new Replicas(directory, REPLICAS, settings)) {
      Packaged first = replicas.programs().getFirst();
      create(first, "/v1/webhooks", "{'url':'http://localhost:" + hook.port() + "/'}");
      for (int i = 1; i < MONITORS; i++) {
        create(first, "/v1/monitors", monitor(good));
      }
      String watched = create(first, "/v1/monitors", monitor(shaky));
      TourIT.await(
          () -> replicas.count("select count(distinct monitor_id) from result_look") == MONITORS);
      for (int round = 0; round < ROUNDS; round++) {
        Packaged victim = replicas.programs().get(round % REPLICAS);
        shaky.answers(500);
        victim.kill9();
        Packaged alive = replicas.programs().get((round + 1) % REPLICAS);
        TourIT.await(() -> status(alive, watched).equals("down"));
        victim.restart();
        shaky.answers(200);
        victim.kill9();
        TourIT.await(() -> status(alive, watched).equals("up"));
        victim.restart();
      }
      int outages = ROUNDS + killedWhileTelling(replicas, shaky, watched);
      LockSupport.parkNanos(Duration.ofSeconds(INTERVAL).toNanos());
      long gap = replicas.count(LATEST_GAP);
      assertTrue(gap <= LATEST, "a look was " + gap + " s after the one before");
      assertEquals(List.of(), replicas.texts(TWICE), "looks twice in one interval");
      assertEquals(outages, replicas.count("select count(*) from incident"));
      assertEquals(0, replicas.count("select count(*) from incident where resolved_at is null"));
      for (String type :
          List.of("monitor.down", "incident.created", "monitor.up", "incident.resolved")) {
        TourIT.await(() -> ids(hook, type).size() >= outages);
        assertEquals(outages, ids(hook, type).size(), type + ": one id for each piece of news");
      }
      assertEverythingWasTold(replicas, hook);
    }
  }

  /** The one that has just written the news dies, with what it was about to send. */
  private static int killedWhileTelling(Replicas replicas, Site shaky, String watched) {
    for (int round = 0; round < ROUNDS; round++) {
      Packaged witness = replicas.programs().get(round % REPLICAS);
      Packaged other = replicas.programs().get((round + 1) % REPLICAS);
      for (String status : List.of("down", "up")) {
        shaky.answers(status.equals("down") ? 500 : 200);
        // Whoever looked tells it, so each is killed in its turn.
        TourIT.await(() -> status(witness, watched).equals(status));
        other.kill9();
        other.restart();
      }
    }
    return ROUNDS;
  }

  /** At least once, under the id of the ledger, which is complete. */
  private static void assertEverythingWasTold(Replicas replicas, Hook hook) {
    TourIT.await(
        () ->
            replicas.count("select count(*) from notify_delivery where status <> 'DELIVERED'")
                == 0);
    Set<String> told =
        hook.received().stream()
            .map(one -> MessageId.fromString(one.header("webhook-id")).uuid().toString())
            .collect(Collectors.toSet());
    assertEquals(
        Set.copyOf(replicas.texts("select distinct cast(message_id as text) from notify_delivery")),
        told);
    assertEquals(
        0,
        replicas.count(
            "select count(*) from (select 1 from notify_delivery group by endpoint_id, message_id having count(*) > 1) twice"));
  }

  private static Set<String> ids(Hook hook, String type) {
    return hook.of(type).stream().map(one -> one.header("webhook-id")).collect(Collectors.toSet());
  }

  private static String monitor(Site site) {
    return "{'name':'Site','type':'http','url':'"
        + site.url()
        + "','interval_seconds':"
        + INTERVAL
        + ",'timeout_seconds':"
        + TIMEOUT
        + ",'confirm_down':1,'flap_detection':{'enabled':false}}";
  }

  private static String create(Packaged belfry, String path, String body) {
    return given()
        .header("X-API-Key", ADMIN)
        .contentType("application/json")
        .body(body.replace('\'', '"'))
        .post(belfry.url() + path)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static String status(Packaged belfry, String monitor) {
    return given()
        .header("X-API-Key", ADMIN)
        .get(belfry.url() + "/v1/monitors/" + monitor)
        .path("status");
  }
}
