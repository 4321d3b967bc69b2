package dev.belfry.tour;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Three programs on one database: what one takes away is gone in all, and limits are one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicasIT {
  private static final String ADMIN = "bfy_svc_nkvdoIh0STRhskXzrFGapxpFsFn6WqNs45CkeD";
  private static final int REPLICAS = 3;

  /** A thousand with -Drevoke.rounds=1000, as the promise says; fewer at every change. */
  private static final int ROUNDS = Integer.getInteger("revoke.rounds", 50);

  private static final int CALLERS = 100;
  private static final int OK = 200;
  private static final int CREATED = 201;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Replicas replicas;

  @BeforeAll
  void start(@TempDir Path directory) {
    // All callers come from one address; here they are to be refused at once.
    Map<String, String> settings =
        Map.of("BELFRY_BOOTSTRAP_ADMIN_KEY", ADMIN, "BELFRY_ACCESS_FAILURES_BURST", "1000000");
    replicas = new Replicas(directory, REPLICAS, settings);
  }

  @AfterAll
  void stop() {
    replicas.close();
  }

  @Test
  void replicasThatStartTogetherMakeOneAccount() {
    assertEquals(1, replicas.count("select count(*) from access_account"));
    for (Packaged program : replicas.programs()) {
      assertEquals(
          OK, given().header("X-API-Key", ADMIN).get(program.url() + "/v1/account").statusCode());
    }
  }

  /** 100 callers on one key, half of them writing; revoked at a random moment, through any. */
  @Test
  @Checklist(76)
  void whenRevokeHasReturnedNobodyIsLetInAndNothingIsWritten() throws Exception {
    Random random = new Random(7);
    AtomicLong written = new AtomicLong();
    List<String> violations = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < ROUNDS; round++) {
        Race race = new Race(round, random.nextInt(15_000_000), random.nextInt(REPLICAS));
        race.run(executor, written, violations);
      }
    }
    assertEquals(List.of(), violations);
    assertTrue(written.get() > ROUNDS, "the races were run: " + written);
  }

  /** One key, its limit and a moment at which it is revoked. */
  private final class Race {
    private final int round;
    private final long delayNanos;
    private final int revoker;
    private volatile long revokedAt = Long.MAX_VALUE;

    Race(int round, long delayNanos, int revoker) {
      this.round = round;
      this.delayNanos = delayNanos;
      this.revoker = revoker;
    }

    void run(ExecutorService executor, AtomicLong written, List<String> violations)
        throws Exception {
      var made =
          given()
              .header("X-API-Key", ADMIN)
              .contentType("application/json")
              .body("{\"name\":\"race\",\"scopes\":[\"category:create\",\"category:read\"]}")
              .post(url(round) + "/v1/keys");
      String key = made.path("key");
      String id = made.path("id");
      CountDownLatch begun = new CountDownLatch(CALLERS);
      AtomicInteger numbers = new AtomicInteger();
      List<Future<Integer>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int caller = i;
        callers.add(executor.submit(() -> calls(caller, key, begun, numbers)));
      }
      begun.await();
      LockSupport.parkNanos(delayNanos);
      assertEquals(OK, call(url(revoker), "/v1/keys/" + id + "/revoke", ADMIN, ""));
      revokedAt = System.nanoTime();
      long then = categories();
      int late = 0;
      for (Future<Integer> caller : callers) {
        late += caller.get();
      }
      long afterwards = categories();
      written.addAndGet(afterwards);
      if (late > 0 || then != afterwards) {
        violations.add(
            "round " + round + ": " + late + " let in, " + (afterwards - then) + " written");
      }
      replicas.change("delete from account_category where name like ?", "r" + round + "-%");
    }

    /** Until it is refused; how often it was let in too late. */
    private int calls(int caller, String key, CountDownLatch begun, AtomicInteger numbers)
        throws IOException, InterruptedException {
      int late = 0;
      begun.countDown();
      while (true) {
        boolean writes = caller % 2 == 0;
        long started = System.nanoTime();
        int status =
            call(
                url(caller),
                writes ? "/v1/categories" : "/v1/categories?limit=1",
                key,
                writes ? "{\"name\":\"r" + round + "-" + numbers.incrementAndGet() + "\"}" : null);
        if (status != OK && status != CREATED) {
          return status == 401 ? late : late + 1_000;
        }
        if (started > revokedAt) {
          late++;
        }
      }
    }

    private long categories() {
      return replicas.count(
          "select count(*) from account_category where name like ?", "r" + round + "-%");
    }
  }

  /** 64 threads over three replicas: at most the burst and what the rate gives in that time. */
  @Test
  @Checklist(83)
  void aKeysLimitIsOneForAllReplicas() throws Exception {
    int perSecond = 50;
    String key = limited("{50,1000000}", "{1,86400}");
    AtomicInteger admitted = new AtomicInteger();
    long started = System.nanoTime();
    long end = started + Duration.ofSeconds(6).toNanos();
    everywhere(
        64,
        caller -> {
          while (System.nanoTime() < end) {
            if (call(url(caller), "/v1/account", key, null) == OK) {
              admitted.incrementAndGet();
            }
          }
        });
    double seconds = (System.nanoTime() - started) / 1e9;
    assertTrue(
        admitted.get() <= perSecond + seconds * perSecond,
        admitted + " were admitted in " + seconds + " s");
    assertTrue(
        admitted.get() >= seconds * perSecond * 0.8, admitted + " is fewer than the key allows");
  }

  /** What is denied takes no token: of the long window, just as many are gone as were admitted. */
  @Test
  @Checklist(83)
  void aDeniedCallTakesNothingInAnyReplica() throws Exception {
    String key = limited("{40,1000}", "{86400,864000}");
    AtomicInteger admitted = new AtomicInteger();
    everywhere(
        64,
        caller -> {
          for (int i = 0; i < 10; i++) {
            if (call(url(caller), "/v1/account", key, null) == OK) {
              admitted.incrementAndGet();
            }
          }
        });
    assertEquals(40, admitted.get());
    String state = given().header("X-API-Key", key).get(url(0) + "/v1/account").header("RateLimit");
    assertTrue(state.contains("\"864000s\";r=960;"), state);
  }

  /** The hour of an account is counted exactly over replicas and keys. */
  @Test
  @Checklist({83, 88})
  void anAccountsHourIsOneForAllReplicas() throws Exception {
    String key = limited("{}", "{}");
    replicas.change(
        "insert into access_hour select id, date_trunc('hour', now()) + interval '1 hour', 0 from access_account"
            + " on conflict (account_id) do update set hour = excluded.hour, used = 0");
    replicas.change("update access_account set calls_per_hour = 300");
    AtomicInteger admitted = new AtomicInteger();
    try {
      everywhere(
          64,
          caller -> {
            for (int i = 0; i < 10; i++) {
              if (call(url(caller), "/v1/account", key, null) == OK) {
                admitted.incrementAndGet();
              }
            }
          });
      assertEquals(300, replicas.count("select used from access_hour"));
    } finally {
      replicas.change("update access_account set calls_per_hour = null");
    }
    assertEquals(300, admitted.get());
  }

  @FunctionalInterface
  private interface Calls {
    void run(int caller) throws Exception;
  }

  private static void everywhere(int threads, Calls calls) throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int caller = i;
        callers.add(
            executor.submit(
                () -> {
                  calls.run(caller);
                  return caller;
                }));
      }
      for (Future<?> caller : callers) {
        caller.get(120, TimeUnit.SECONDS);
      }
    }
  }

  private String limited(String requests, String seconds) {
    var made =
        given()
            .header("X-API-Key", ADMIN)
            .contentType("application/json")
            .body("{\"name\":\"limited\",\"scopes\":[\"account:read\"]}")
            .post(url(0) + "/v1/keys");
    String key = made.path("key");
    replicas.change(
        "update access_key set limit_requests = ?::int[], limit_seconds = ?::int[] where hint = ?",
        requests,
        seconds,
        made.path("hint"));
    return key;
  }

  private String url(int caller) {
    return replicas.programs().get(caller % REPLICAS).url();
  }

  private int call(String url, String path, String key, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("X-API-Key", key)
            .timeout(Duration.ofSeconds(60));
    if (body != null) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
