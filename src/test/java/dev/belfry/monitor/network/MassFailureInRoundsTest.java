package dev.belfry.monitor.network;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.round.Rounds;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Thirty hosts, which are addresses of this machine, and no anchors. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MassFailureInRoundsTest {
  private static final int HOSTS = 30;

  @Inject House house;
  @Inject TestClock clock;
  @Inject Rounds rounds;

  @Test
  void whatFailsAllAtOnceIsUnknownForAWhile() throws Exception {
    Person alice = house.alice();
    HttpServer everywhere = serving(0, 200);
    int port = everywhere.getAddress().getPort();
    List<String> ids = make(alice, "127.77.1.", port);
    round();
    assertEquals(Set.of("up"), states(alice, ids));

    everywhere.stop(0);
    round();
    round();
    incidents(alice, 0);
    assertTrue(states(alice, ids).contains("unknown"), "nothing was doubted");
    alice
        .asks()
        .post("/v1/monitors/" + ids.getFirst() + "/check")
        .then()
        .body("code", equalTo("own_network"));

    // An answer, however bad, was reached: that is no doubt of the network.
    HttpServer broken = serving(port, 503);
    round();
    round();
    assertEquals(Set.of("down"), states(alice, ids));
    broken.stop(0);
    HttpServer again = serving(port, 200);
    round();
    assertEquals(Set.of("up"), states(alice, ids));

    // What lasts is told.
    again.stop(0);
    for (int i = 0; i < 8; i++) {
      round();
    }
    assertEquals(Set.of("down"), states(alice, ids));
  }

  @Test
  void oneThatFailsAloneIsDown() throws Exception {
    Person alice = house.alice();
    HttpServer everywhere = serving(0, 200);
    HttpServer alone = serving(0, 200);
    make(alice, "127.78.1.", everywhere.getAddress().getPort());
    List<String> one = new ArrayList<>();
    one.add(make(alice, "http://127.78.2.1:" + alone.getAddress().getPort() + "/"));
    round();
    alone.stop(0);
    round();
    round();
    assertEquals(Set.of("down"), states(alice, one));
    incidents(alice, 1);
    everywhere.stop(0);
  }

  /** Or whoever lets his own hosts come and go would keep the alarms of all others silent. */
  @Test
  void theFailuresOfOneAccountRaiseNoDoubtInAnother() throws Exception {
    Person alice = house.alice();
    Person mallory = house.mallory();
    HttpServer hers = serving(0, 200);
    HttpServer his = serving(0, 200);
    List<String> one = new ArrayList<>();
    one.add(make(alice, "http://127.79.2.1:" + hers.getAddress().getPort() + "/"));
    List<String> many = make(mallory, "127.79.1.", his.getAddress().getPort());
    round();
    his.stop(0);
    hers.stop(0);
    round();
    round();
    assertTrue(states(mallory, many).contains("unknown"), "nothing was doubted");
    assertEquals(Set.of("down"), states(alice, one));
    incidents(alice, 1);
  }

  private static void incidents(Person owner, int count) {
    owner.asks().get("/v1/incidents?open=true").then().body("data", hasSize(count));
  }

  private static HttpServer serving(int port, int status) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static List<String> make(Person owner, String net, int port) {
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= HOSTS; i++) {
      ids.add(make(owner, "http://" + net + i + ":" + port + "/"));
    }
    return ids;
  }

  private static String make(Person owner, String url) {
    return owner
        .asks()
        .body("{\"name\":\"Shop\",\"type\":\"http\",\"url\":\"" + url + "\"}")
        .post("/v1/monitors")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private void round() throws SQLException {
    clock.advanceSeconds(60);
    rounds.runDue();
  }

  private static Set<String> states(Person owner, List<String> ids) {
    Set<String> states = new HashSet<>();
    ids.forEach(id -> states.add(owner.asks().get("/v1/monitors/" + id).path("status")));
    return states;
  }
}
