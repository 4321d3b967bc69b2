package dev.belfry.platform.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.WireKit.Names;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireClientTest {
  private static final String OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nx-a: 2\r\n\r\nok";

  private final Names names = new Names();
  private WireKit kit;

  @BeforeEach
  void open() {
    kit = new WireKit(WireKit.egress(WireKit.allowing("127.0.0.0/8"), names), WireOptions.of(true));
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void tellsStatusHeadersBodyAndPhases() throws Exception {
    try (Peer peer = Peer.saying(OK)) {
      names.with("app.test", "127.0.0.1");
      WireResponse response = kit.answer(WireKit.get("http://app.test:" + peer.port() + "/a?b=c"));
      assertEquals(200, response.status());
      assertEquals(List.of("1", "2"), response.headers().get("x-a"));
      assertArrayEquals("ok".getBytes(StandardCharsets.UTF_8), response.body());
      assertFalse(response.truncated());
      assertNotNull(response.phases().dnsMs());
      assertNotNull(response.phases().connectMs());
      assertNotNull(response.phases().firstByteMs());
      assertNull(response.phases().tlsMs());
      String head = peer.heads.getFirst();
      assertTrue(head.startsWith("GET /a?b=c HTTP/1.1\r\n"), head);
      assertTrue(head.contains("\r\nhost: app.test:" + peer.port() + "\r\n"), head);
      assertTrue(head.contains("\r\nUser-Agent: Belfry/test\r\n"), head);
      assertTrue(head.contains("\r\nconnection: close\r\n"), head);
    }
  }

  @Test
  void aLiteralAddressHasNoLookupPhase() throws Exception {
    try (Peer peer = Peer.saying(OK)) {
      assertNull(kit.answer(WireKit.get(peer.url())).phases().dnsMs());
    }
  }

  @Test
  void sendsMethodHeadersAndBody() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] echo =
              (exchange.getRequestMethod()
                      + " "
                      + exchange.getRequestHeaders().getFirst("User-Agent")
                      + " "
                      + new String(
                          exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, echo.length);
          exchange.getResponseBody().write(echo);
          exchange.close();
        });
    server.start();
    try {
      WireRequest request =
          new WireRequest(
              "PUT",
              URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
              Map.of("user-agent", "mine"),
              "hällo".getBytes(StandardCharsets.UTF_8),
              Duration.ofSeconds(10),
              false,
              true,
              100,
              Purpose.WEBHOOK);
      assertEquals(
          "PUT mine hällo", new String(kit.answer(request).body(), StandardCharsets.UTF_8));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aPostWithoutBodySaysSo() throws Exception {
    try (Peer peer = Peer.saying(OK)) {
      kit.answer(
          new WireRequest(
              "POST",
              URI.create(peer.url()),
              Map.of(),
              null,
              Duration.ofSeconds(9),
              true,
              true,
              9,
              Purpose.MONITOR));
      assertTrue(
          peer.heads.getFirst().toLowerCase(java.util.Locale.ROOT).contains("content-length: 0"));
    }
  }

  @Test
  void anAnswerWithoutLengthEndsWithTheConnection() throws Exception {
    try (Peer peer = Peer.saying("HTTP/1.0 404 Not Found\r\n\r\ngone")) {
      WireResponse response = kit.answer(WireKit.get(peer.url()));
      assertEquals(404, response.status());
      assertEquals("gone", new String(response.body(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aClosedPortRefuses() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    WireFailure failure = kit.failure(WireKit.get("http://127.0.0.1:" + port + "/"));
    assertEquals(Reason.REFUSED, failure.reason());
    assertEquals("127.0.0.1 refused the connection", failure.message());
  }

  @Test
  void anUnknownNameIsADnsFailure() throws Exception {
    assertEquals(Reason.DNS, kit.failure(WireKit.get("http://nowhere.test/")).reason());
  }

  @Test
  void triesTheNextAddressWhenOneRefuses() throws Exception {
    try (Peer peer = Peer.saying(OK)) {
      names.with("two.test", "127.0.0.9 127.0.0.1");
      assertEquals(200, kit.answer(WireKit.get("http://two.test:" + peer.port() + "/")).status());
      assertEquals(1, names.asked("two.test"));
    }
  }

  @Test
  void triesTheAddressesInTheirOrder() throws Exception {
    try (Peer first = Peer.saying(OK);
        Peer second = Peer.on("127.0.0.2", first.port(), talk -> talk.say(OK))) {
      names.with("both.test", "127.0.0.1 127.0.0.2");
      kit.answer(WireKit.get("http://both.test:" + first.port() + "/"));
      assertEquals(List.of(1, 0), List.of(first.heads.size(), second.heads.size()));
    }
  }

  @Test
  void blockedAddressesAreNeverConnectedTo() throws Exception {
    names.with("sneaky.test", "127.0.0.1 10.0.0.1");
    try (Peer peer = Peer.saying(OK)) {
      WireFailure failure = kit.failure(WireKit.get("http://sneaky.test:" + peer.port() + "/"));
      assertEquals(Reason.BLOCKED, failure.reason());
      assertEquals(List.of(), peer.heads);
    }
  }

  @Test
  void twoThousandAtOnceOnFewThreads() throws Exception {
    try (Peer peer = Peer.saying(OK);
        var starter = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<WireOutcome>> all = new ArrayList<>();
      starter
          .submit(
              () -> {
                for (int i = 0; i < 2000; i++) {
                  all.add(kit.client.send(WireKit.get(peer.url())).toCompletableFuture());
                }
              })
          .get(30, TimeUnit.SECONDS);
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
      assertEquals(
          2000,
          all.stream()
              .filter(f -> f.join() instanceof WireResponse r && r.status() == 200)
              .count());
    }
  }

  @Test
  void aRequestSaysNothingSecretOfItself() throws IOException {
    WireRequest request =
        WireKit.get(
            "http://app.test/p?token=s3cret", Map.of("X-Key", "s3cret"), Duration.ofSeconds(1));
    assertEquals("GET http://app.test", request.toString());
  }
}
