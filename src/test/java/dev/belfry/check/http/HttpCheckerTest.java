package dev.belfry.check.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.Peer;
import dev.belfry.platform.wire.WireKit;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The whole way, against real peers. */
class HttpCheckerTest {
  private static final WireKit KIT = WireKit.onLoopback();

  @AfterAll
  static void close() {
    KIT.close();
  }

  @Test
  void asksAsTheTargetSays() throws Exception {
    try (Peer peer = Peer.saying("HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok")) {
      HttpTarget target =
          new HttpTarget(
              peer.url() + "path?x=1",
              "POST",
              Map.of("X-Api-Key", "s3cret"),
              "grüße",
              "201",
              "ok",
              false,
              true,
              true,
              null,
              null);
      Look look = look(target, Duration.ofSeconds(10));
      assertEquals(Verdict.UP, look.verdict());
      assertEquals("answered 201", look.message());
      assertEquals(look.phases().totalMs(), look.latencyMs());
      String head = peer.heads.getFirst();
      assertTrue(head.startsWith("POST /path?x=1 HTTP/1.1\r\n"), head);
      assertTrue(head.contains("X-Api-Key: s3cret"), head);
      assertTrue(head.contains("content-length: 7"), head);
    }
  }

  @Test
  void aBigBodyWithoutKeywordIsOnlyGlimpsedAt() throws Exception {
    byte[] chunk = new byte[8192];
    try (Peer peer =
        Peer.playing(
            talk -> {
              talk.say("HTTP/1.1 200 OK\r\n\r\n");
              while (true) {
                talk.say(chunk);
              }
            })) {
      assertEquals("ok", look(HttpTarget.of(peer.url()), Duration.ofSeconds(10)).code());
    }
  }

  @Test
  void theKeywordIsSearchedInTheFirstMebibyte() throws Exception {
    String filler = "x".repeat(BodyText.LIMIT - 4);
    try (Peer near = Peer.saying("HTTP/1.1 200 OK\r\n\r\n" + filler + "bell");
        Peer far = Peer.saying("HTTP/1.1 200 OK\r\n\r\n" + filler + "xbell")) {
      assertEquals("ok", look(keyword(near, "bell"), Duration.ofSeconds(10)).code());
      assertEquals("keyword_missing", look(keyword(far, "bell"), Duration.ofSeconds(10)).code());
    }
  }

  @Test
  void whatWeRefuseIsUnknownNotDown() throws Exception {
    Look look = look(HttpTarget.of("http://10.0.0.1/?token=s3cret"), Duration.ofSeconds(10));
    assertEquals(Verdict.UNKNOWN, look.verdict());
    assertEquals("blocked_address", look.code());
    assertTrue(look.message().contains("10.0.0.1"));
    assertFalse(look.message().contains("s3cret"));
  }

  @Test
  void aStoredTargetThatIsNotValidAnyMoreIsUnknown() throws Exception {
    for (String url : new String[] {"http://a.test:25/", "not a url", "http://127.1/"}) {
      Look look = look(HttpTarget.of(url), Duration.ofSeconds(10));
      assertEquals(Verdict.UNKNOWN, look.verdict());
      assertEquals("invalid_target", look.code());
    }
  }

  @Test
  void aSilentPeerIsDownInTime() throws Exception {
    try (Peer peer = Peer.playing(talk -> talk.goneWithin(30_000))) {
      Look look = look(HttpTarget.of(peer.url()), Duration.ofMillis(200));
      assertEquals(Verdict.DOWN, look.verdict());
      assertEquals("timeout", look.code());
      assertTrue(look.latencyMs() < 5_000);
    }
  }

  private static HttpTarget keyword(Peer peer, String keyword) {
    return new HttpTarget(
        peer.url(), "GET", Map.of(), null, "200", keyword, false, true, true, null, null);
  }

  private static Look look(HttpTarget target, Duration timeout) throws Exception {
    return new HttpChecker(KIT.egress, KIT.client, java.time.InstantSource.system())
        .look(target, timeout)
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }
}
