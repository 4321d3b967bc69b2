package dev.belfry.tour;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Packaged;
import dev.belfry.house.Replicas;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of one of two programs on one database, again and again, under pings of both. */
class KillPingsIT {
  private static final String ADMIN = "bfy_svc_nkvdoIh0STRhskXzrFGapxpFsFn6WqNs45CkeD";
  private static final int REPLICAS = 2;
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 3);
  private static final int HEARTBEATS = 10;
  private static final int PINGERS = 16;

  /** So many are acknowledged before a kill, that it comes in the middle of others. */
  private static final int BETWEEN = 300;

  private static final String NUMBERED_TWICE =
      """
      select monitor_id || ' ' || count(*) || ' pings up to ' || max(n) from heartbeat_ping
      group by monitor_id having count(*) <> max(n) or min(n) <> 1""";

  private static final String MISCOUNTED =
      """
      select monitor_id::text from heartbeat h
      where pings <> (select count(*) from heartbeat_ping p where p.monitor_id = h.monitor_id)""";

  @TempDir Path directory;

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void everyPingThatWasAcknowledgedIsStored() throws Exception {
    Map<String, String> settings =
        Map.of(
            "BELFRY_BOOTSTRAP_ADMIN_KEY", ADMIN,
            "BELFRY_HEARTBEAT_PINGS_PER_MINUTE", "1000000",
            "BELFRY_HEARTBEAT_KEEP_PINGS", "1000000");
    try (Replicas replicas = new Replicas(directory, REPLICAS, settings);
        ExecutorService pingers = Executors.newFixedThreadPool(PINGERS)) {
      List<Packaged> programs = replicas.programs();
      List<String> paths = new ArrayList<>();
      for (int i = 0; i < HEARTBEATS; i++) {
        paths.add(heartbeat(programs.getFirst()));
      }
      List<Future<Integer>> refused = new ArrayList<>();
      for (int i = 0; i < PINGERS; i++) {
        int pinger = i;
        refused.add(pingers.submit(() -> ping(pinger, programs, paths)));
      }
      try {
        for (int round = 0; round < ROUNDS; round++) {
          more();
          programs.get(round % REPLICAS).kill9();
          more();
          programs.get(round % REPLICAS).restart();
        }
        more();
      } finally {
        over.set(true);
      }
      int lost = 0;
      for (Future<Integer> one : refused) {
        lost += one.get();
      }
      assertTrue(lost > 0, "no ping was under way when a program was killed");
      Set<String> missing = new HashSet<>(acknowledged);
      replicas.texts("select body from heartbeat_ping").forEach(missing::remove);
      assertEquals(Set.of(), missing, "acknowledged and not stored");
      assertEquals(List.of(), replicas.texts(NUMBERED_TWICE));
      assertEquals(List.of(), replicas.texts(MISCOUNTED));
    }
  }

  private void more() {
    int before = acknowledged.size();
    TourIT.await(() -> acknowledged.size() >= before + BETWEEN);
  }

  /** Until it is over; answers how many were not acknowledged. */
  private int ping(int pinger, List<Packaged> programs, List<String> paths)
      throws InterruptedException {
    int refused = 0;
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int n = 0; !over.get(); n++) {
        String said = pinger + "-" + n;
        URI uri =
            URI.create(
                programs.get(n % REPLICAS).url() + paths.get((pinger + n) % HEARTBEATS) + "/log");
        HttpRequest request =
            HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(15))
                .POST(HttpRequest.BodyPublishers.ofString(said))
                .build();
        try {
          if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            acknowledged.add(said);
          } else {
            refused++;
          }
        } catch (IOException killed) {
          refused++;
        }
      }
    }
    return refused;
  }

  private static String heartbeat(Packaged belfry) {
    String url =
        given()
            .header("X-API-Key", ADMIN)
            .contentType("application/json")
            .body("{\"name\":\"Job\",\"type\":\"heartbeat\",\"period_seconds\":60}")
            .post(belfry.url() + "/v1/monitors")
            .then()
            .statusCode(201)
            .extract()
            .path("ping_url");
    return URI.create(url).getPath();
  }
}
