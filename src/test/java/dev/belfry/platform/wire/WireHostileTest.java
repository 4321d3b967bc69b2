package dev.belfry.platform.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.platform.wire.WireFailure.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Item 107 of the security checklist: peers that mean harm. */
class WireHostileTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private WireKit kit;

  @BeforeEach
  void open() {
    kit = WireKit.onLoopback();
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  @Checklist(107)
  void anEndlessBodyIsCutAndTheConnectionClosed() throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    byte[] chunk = new byte[10_000];
    Arrays.fill(chunk, (byte) 'x');
    try (Peer peer =
        Peer.playing(
            talk -> {
              talk.say("HTTP/1.1 200 OK\r\n\r\n");
              try {
                while (true) {
                  talk.say(chunk);
                }
              } catch (IOException e) {
                hungUp.countDown();
              }
            })) {
      WireResponse response = kit.answer(WireKit.get(peer.url()));
      assertTrue(response.truncated());
      assertArrayEquals(Arrays.copyOf(chunk, 1000), response.body());
      assertTrue(hungUp.await(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void aBodyOfExactlyTheLimitIsWhole() throws Exception {
    try (Peer peer =
        Peer.saying("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(1000))) {
      WireResponse response = kit.answer(WireKit.get(peer.url()));
      assertEquals(1000, response.body().length);
      assertEquals(false, response.truncated());
    }
  }

  @Test
  @Checklist({47, 107})
  void aCompressedBombStaysCompressed() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
      zip.write(new byte[1 << 24]);
    }
    try (Peer peer =
        Peer.playing(
            talk -> {
              talk.say(
                  "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                      + bomb.size()
                      + "\r\n\r\n");
              talk.say(bomb.toByteArray());
            })) {
      WireResponse response = kit.answer(WireKit.get(peer.url()));
      assertTrue(response.truncated());
      assertEquals(1000, response.body().length);
      assertTrue(peer.heads.getFirst().contains("Accept-Encoding: identity"));
    }
  }

  @Test
  @Checklist(107)
  void aSlowHeadIsBoundedByTheDeadline() throws Exception {
    try (Peer peer = Peer.playing(talk -> drip(talk, "HTTP/1.1 200 OK\r\nX-Slow: "))) {
      assertLate(peer);
    }
  }

  @Test
  @Checklist(107)
  void aSlowBodyIsBoundedByTheDeadline() throws Exception {
    try (Peer peer =
        Peer.playing(talk -> drip(talk, "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n"))) {
      assertLate(peer);
    }
  }

  @Test
  void silenceIsBoundedByTheDeadline() throws Exception {
    try (Peer peer = Peer.playing(talk -> talk.goneWithin(30_000))) {
      assertLate(peer);
    }
  }

  @Test
  void redirectsShareOneDeadline() throws Exception {
    try (Peer peer =
        Peer.playing(
            talk -> {
              talk.goneWithin(120);
              talk.say("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n");
            })) {
      assertLate(peer);
    }
  }

  @Test
  @Checklist(107)
  void aTlsHandshakeThatNeverStartsIsBoundedByTheDeadline() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"))) {
      WireFailure failure =
          kit.failure(
              WireKit.get("https://127.0.0.1:" + silent.getLocalPort() + "/", Map.of(), SHORT));
      assertEquals(Reason.TIMEOUT, failure.reason());
      assertTrue(failure.phases().totalMs() < 5_000);
    }
  }

  private void assertLate(Peer peer) throws Exception {
    WireFailure failure = kit.failure(WireKit.get(peer.url(), Map.of(), SHORT));
    assertEquals(Reason.TIMEOUT, failure.reason());
    assertEquals("no complete answer within 300 ms", failure.message());
    assertTrue(failure.phases().totalMs() >= 250 && failure.phases().totalMs() < 5_000);
  }

  private static void drip(Peer.Talk talk, String start) throws IOException {
    talk.say(start);
    while (!talk.goneWithin(20)) {
      talk.say("x");
    }
  }

  @ParameterizedTest
  @Checklist(105)
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.9\r\n",
        "HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 two hundred\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        "<html>hello</html>\r\n\r\n"
      })
  void nonsenseIsNotHttp(String answer) throws Exception {
    try (Peer peer =
        Peer.playing(
            talk -> {
              talk.say(answer);
              talk.goneWithin(10_000);
            })) {
      WireFailure failure = kit.failure(WireKit.get(peer.url()));
      assertEquals(Reason.PROTOCOL, failure.reason(), failure.message());
    }
  }

  @Test
  @Checklist(107)
  void aHugeHeadIsRefused() throws Exception {
    try (Peer peer =
        Peer.playing(
            talk -> {
              talk.say("HTTP/1.1 200 OK\r\n");
              for (int i = 0; i < 100_000; i++) {
                talk.say("X-" + i + ": " + "y".repeat(100) + "\r\n");
              }
            })) {
      assertEquals(Reason.PROTOCOL, kit.failure(WireKit.get(peer.url())).reason());
      assertTrue(peer.written.get() < 20_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"
      })
  void anAnswerThatBreaksOffIsAClosedConnection(String start) throws Exception {
    try (Peer peer = Peer.saying(start)) {
      assertEquals(Reason.CLOSED, kit.failure(WireKit.get(peer.url())).reason());
    }
  }

  @Test
  void aResetIsAClosedConnection() throws Exception {
    try (Peer peer = Peer.playing(talk -> talk.socket().setSoLinger(true, 0))) {
      assertEquals(Reason.CLOSED, kit.failure(WireKit.get(peer.url())).reason());
    }
  }
}
