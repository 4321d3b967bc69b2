package dev.belfry.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * From the answer by which a site is down to the webhook at its receiver. The first outage is that
 * of a program that has judged none before; the last one counts.
 */
@QuarkusTest
@TestProfile(AlertBench.Awake.class)
@QuarkusTestResource(TestDatabase.class)
class AlertBench {
  private static final int MONITORS = Integer.getInteger("alert.monitors", 200);
  private static final int INTERVAL = 10;
  private static final int OUTAGES = Integer.getInteger("alert.outages", 3);
  private static final double PROMISED_MS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern NAME = Pattern.compile("\"watched-(\\d+)\"");

  @Inject House house;
  @Inject TestClock clock;

  private final Map<Integer, Long> good = new ConcurrentHashMap<>();
  private final Map<Integer, Long> bad = new ConcurrentHashMap<>();
  private final Map<Integer, Long> heard = new ConcurrentHashMap<>();
  private final Map<Integer, Long> ended = new ConcurrentHashMap<>();
  private volatile boolean up = true;

  /** With all loops, as in production. */
  public static class Awake extends BenchProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("quarkus.scheduler.enabled", "true");
      return settings;
    }
  }

  @SuppressWarnings("try") // the clock goes meanwhile
  @Test
  void alert() throws Exception {
    HttpServer sites = server(this::site);
    HttpServer receiver = server(this::receive);
    try (RealTime time = new RealTime(clock)) {
      Person alice = house.alice();
      post(alice, "/v1/webhooks", "{'url':'http://localhost:" + port(receiver) + "/'}");
      for (int n = 0; n < MONITORS; n++) {
        String url = "http://127.3." + n % 250 + ".1:" + port(sites) + "/" + n;
        post(
            alice,
            "/v1/monitors",
            "{'name':'watched-"
                + n
                + "','type':'http','url':'"
                + url
                + "','interval_seconds':"
                + INTERVAL
                + ",'timeout_seconds':5,'confirm_down':1,'confirm_up':1}");
      }
      await(good);
      LockSupport.parkNanos(Duration.ofSeconds(INTERVAL).toNanos());
      double first = p99(outage());
      for (int n = 2; n < OUTAGES; n++) {
        recover();
        outage();
      }
      recover();
      report(first, outage());
    } finally {
      sites.stop(0);
      receiver.stop(0);
    }
  }

  /** Milliseconds from each bad answer to its news, in order. */
  private double[] outage() {
    bad.clear();
    heard.clear();
    up = false;
    await(heard);
    return heard.entrySet().stream()
        .mapToDouble(one -> (one.getValue() - bad.getOrDefault(one.getKey(), 0L)) / 1e6)
        .sorted()
        .toArray();
  }

  private void recover() {
    ended.clear();
    up = true;
    await(ended);
  }

  private static double p99(double[] millis) {
    return millis[(int) ((millis.length - 1) * 0.99)];
  }

  private static void report(double first, double[] millis) throws IOException {
    assertEquals(MONITORS, millis.length);
    double p99 = p99(millis);
    new Table("alert")
        .put("monitors", MONITORS)
        .put("outages", OUTAGES)
        .put("first_answer_to_webhook_p99_ms", first)
        .put("answer_to_webhook_p50_ms", millis[millis.length / 2])
        .put("answer_to_webhook_p99_ms", p99)
        .put("answer_to_webhook_max_ms", millis[millis.length - 1])
        .put("promised_p99_ms", PROMISED_MS)
        .write();
    assertTrue(p99 <= PROMISED_MS, "p99 " + p99 + " ms");
  }

  private void site(HttpExchange exchange) throws IOException {
    int n = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
    boolean answersWell = up;
    exchange.sendResponseHeaders(answersWell ? 204 : 500, -1);
    exchange.close();
    (answersWell ? good : bad).putIfAbsent(n, System.nanoTime());
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    long now = System.nanoTime();
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
    Matcher name = NAME.matcher(body);
    if (name.find()) {
      Map<Integer, Long> news =
          body.contains("\"monitor.down\"")
              ? heard
              : body.contains("\"monitor.up\"") ? ended : new ConcurrentHashMap<>();
      news.putIfAbsent(Integer.parseInt(name.group(1)), now);
    }
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private static HttpServer server(Answer answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[4]), 0), 1_024);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", answer::to);
    server.start();
    return server;
  }

  private static int port(HttpServer server) {
    return server.getAddress().getPort();
  }

  private static void post(Person person, String path, String body) {
    person.asks().body(body.replace('\'', '"')).post(path).then().statusCode(201);
  }

  private static void await(Map<Integer, Long> seen) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (seen.size() < MONITORS) {
      assertTrue(System.nanoTime() < end, seen.size() + " of " + MONITORS);
      LockSupport.parkNanos(10_000_000);
    }
  }
}
