package dev.belfry.tour;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.belfry.house.Checklist;
import dev.belfry.house.Hook;
import dev.belfry.house.Packaged;
import dev.belfry.house.Site;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the whole program between the steps of the tour: it goes on where it was. */
class KillIT {
  private static final String KEY = "bfy_svc_nkvdoIh0STRhskXzrFGapxpFsFn6WqNs45CkeD";

  /** Of postmaster.pid. */
  private static final int PORT_LINE = 3;

  private static final String PASSWORD = "correct horse battery";
  @TempDir Path directory;

  @Test
  void goesOnWhereItWas() {
    Map<String, String> bootstrap =
        Map.of("BELFRY_BOOTSTRAP_ADMIN_KEY", KEY, "BELFRY_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
    try (Packaged belfry = new Packaged(directory.resolve("home"), bootstrap).ready();
        Hook hook = new Hook(0);
        Site site = new Site()) {
      kill(belfry);
      String session = login(belfry);
      kill(belfry);
      assertEquals(
          200,
          given().header("X-Session-ID", session).get(belfry.url() + "/v1/session").statusCode());
      create(belfry, "/v1/webhooks", "{\"url\":\"http://localhost:" + hook.port() + "/\"}");
      kill(belfry);
      String monitor =
          create(
              belfry,
              "/v1/monitors",
              "{\"name\":\"Site\",\"type\":\"http\",\"url\":\""
                  + site.url()
                  + "\",\"interval_seconds\":10,\"timeout_seconds\":2,\"confirm_down\":1}");
      kill(belfry);
      TourIT.await(() -> status(belfry, monitor).equals("up"));
      site.answers(500);
      kill(belfry);
      TourIT.await(() -> status(belfry, monitor).equals("down"));
      kill(belfry);
      TourIT.await(
          () -> !hook.of("monitor.down").isEmpty() && !hook.of("incident.created").isEmpty());
      site.answers(200);
      kill(belfry);
      TourIT.await(() -> status(belfry, monitor).equals("up"));
      kill(belfry);
      TourIT.await(
          () -> !hook.of("monitor.up").isEmpty() && !hook.of("incident.resolved").isEmpty());

      List<String> incidents = asks().get(belfry.url() + "/v1/incidents").path("data.status");
      assertEquals(List.of("resolved"), incidents, "one outage is one incident");
      Map<String, Long> ids =
          hook.received().stream()
              .collect(
                  Collectors.groupingBy(
                      Hook.Received::type,
                      Collectors.mapping(
                          one -> one.header("webhook-id"),
                          Collectors.collectingAndThen(
                              Collectors.toSet(), set -> (long) set.size()))));
      assertEquals(
          Map.of(
              "monitor.down",
              1L,
              "incident.created",
              1L,
              "monitor.up",
              1L,
              "incident.resolved",
              1L),
          ids,
          "each piece of news has one id, however often it came");
      assertFalse(belfry.log().contains(KEY));
    }
  }

  /**
   * Nobody is let in while nobody can be known; it is back when its port is free, and the next
   * start finds everything.
   */
  @Test
  @Checklist({77, 120})
  void saysNoWhileItsDatabaseIsAway() throws IOException {
    Map<String, String> bootstrap = Map.of("BELFRY_BOOTSTRAP_ADMIN_KEY", KEY);
    try (Packaged belfry = new Packaged(directory.resolve("other"), bootstrap).ready()) {
      String category = create(belfry, "/v1/categories", "{\"name\":\"Web\"}");
      Path pid = belfry.home().resolve("postgres/data/postmaster.pid");
      ProcessHandle postgres =
          ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst())).orElseThrow();
      int port = Integer.parseInt(Files.readAllLines(pid).get(PORT_LINE).strip());
      postgres.destroyForcibly();
      try (ServerSocket another = another(port)) {
        Thread.ofVirtual().start(() -> hangUp(another));
        TourIT.await(() -> asks().get(belfry.url() + "/v1/account").statusCode() == 503);
        asks().get(belfry.url() + "/v1/account").then().statusCode(503).header("Retry-After", "5");
      }
      TourIT.await(() -> asks().get(belfry.url() + "/v1/account").statusCode() == 200);
      kill(belfry);
      asks().get(belfry.url() + "/v1/categories/" + category).then().statusCode(200);
    }
  }

  /** On a port that its owner may not have left yet. */
  private static ServerSocket another(int port) {
    AtomicReference<ServerSocket> socket = new AtomicReference<>();
    TourIT.await(
        () -> {
          try {
            socket.set(new ServerSocket(port, 50, InetAddress.ofLiteral("127.0.0.1")));
            return true;
          } catch (IOException taken) {
            return false;
          }
        });
    return Objects.requireNonNull(socket.get());
  }

  private static void hangUp(ServerSocket another) {
    while (!another.isClosed()) {
      try (Socket caller = another.accept()) {
        caller.setSoLinger(true, 0);
      } catch (IOException closed) {
        // nobody calls any more, or somebody was quicker than we
      }
    }
  }

  private static void kill(Packaged belfry) {
    belfry.kill9();
    belfry.restart();
  }

  private static RequestSpecification asks() {
    return given().header("X-API-Key", KEY).contentType("application/json");
  }

  private static String login(Packaged belfry) {
    return given()
        .contentType("application/json")
        .body("{\"email\":\"admin@localhost\",\"password\":\"" + PASSWORD + "\"}")
        .post(belfry.url() + "/v1/session")
        .then()
        .statusCode(201)
        .extract()
        .path("token");
  }

  private static String create(Packaged belfry, String path, String body) {
    return asks().body(body).post(belfry.url() + path).then().statusCode(201).extract().path("id");
  }

  private static String status(Packaged belfry, String monitor) {
    return asks().get(belfry.url() + "/v1/monitors/" + monitor).path("status");
  }
}
