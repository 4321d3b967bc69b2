package dev.belfry.platform.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.WireKit.Names;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items 102 and 103 of the security checklist, against real peers. */
class WireRedirectTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Names names = new Names();
  private WireKit kit;

  @BeforeEach
  void open() {
    kit =
        new WireKit(WireKit.egress(WireKit.allowing("127.0.0.0/30"), names), WireOptions.of(true));
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void followsToTheEndAndNamesTheLastHop() throws Exception {
    try (Peer end = Peer.saying(OK);
        Peer start = redirecting(end.url() + "end?x=1")) {
      WireResponse response = kit.answer(WireKit.get(start.url()));
      assertEquals(200, response.status());
      assertEquals(URI.create(end.url() + "end?x=1"), response.uri());
    }
  }

  @Test
  void answersTheRedirectItselfWhenToldNotToFollow() throws Exception {
    try (Peer start = redirecting("http://10.0.0.1/")) {
      WireRequest request =
          new WireRequest(
              "POST",
              URI.create(start.url()),
              Map.of(),
              new byte[3],
              Duration.ofSeconds(10),
              false,
              true,
              100,
              Purpose.WEBHOOK);
      assertEquals(302, kit.answer(request).status());
    }
  }

  @ParameterizedTest
  @Checklist(103)
  @ValueSource(
      strings = {
        "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::ffff:10.0.0.1]/",
        "http://127.0.0.9/", "http://private.test/", "//10.0.0.1/"
      })
  void aRedirectToAClosedAddressIsBlocked(String location) throws Exception {
    names.with("private.test", "192.168.0.1");
    try (Peer start = redirecting(location)) {
      assertEquals(Reason.BLOCKED, kit.failure(WireKit.get(start.url())).reason());
    }
  }

  @ParameterizedTest
  @Checklist(103)
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://a:s3cret@127.0.0.1/",
        "http://127.1/"
      })
  void aRedirectToAnotherKindOfUrlFails(String location) throws Exception {
    try (Peer start = redirecting(location)) {
      WireFailure failure = kit.failure(WireKit.get(start.url()));
      assertEquals(Reason.REDIRECT, failure.reason());
      assertFalse(failure.message().contains("s3cret"), failure.message());
    }
  }

  @Test
  @Checklist(103)
  void aLoopEndsAfterFiveRedirects() throws Exception {
    try (Peer start = redirecting("/again")) {
      WireFailure failure = kit.failure(WireKit.get(start.url()));
      assertEquals(Reason.REDIRECT, failure.reason());
      assertEquals(6, start.heads.size());
    }
  }

  @Test
  @Checklist(103)
  void peoplesHeadersStayWithTheirOrigin() throws Exception {
    try (Peer end = Peer.saying(OK);
        Peer start =
            Peer.playing(
                talk ->
                    talk.say(found(talk.head().startsWith("GET / ") ? "/second" : end.url())))) {
      Map<String, String> headers =
          Map.of("Authorization", "Bearer s3cret", "X-Key", "s3cret", "User-Agent", "mine");
      kit.answer(WireKit.get(start.url(), headers, Duration.ofSeconds(10)));
      assertEquals(2, start.heads.size());
      assertTrue(start.heads.getLast().contains("Authorization: Bearer s3cret"));
      String last = end.heads.getFirst();
      assertFalse(last.contains("s3cret"), last);
      assertTrue(last.contains("User-Agent: Belfry/test"), last);
    }
  }

  @Test
  @Checklist(102)
  void aNameIsLookedUpOnceAHopAndTheConnectionGoesToWhatWasChecked() throws Exception {
    try (Peer checked = Peer.saying(OK);
        Peer victim = Peer.on("127.0.0.2", checked.port(), talk -> talk.say(OK))) {
      names.with("rebind.test", "127.0.0.1", "127.0.0.2", "10.0.0.1");
      String url = "http://rebind.test:" + checked.port() + "/";
      assertEquals(200, kit.answer(WireKit.get(url)).status());
      assertEquals(1, names.asked("rebind.test"));
      assertEquals(List.of(1, 0), List.of(checked.heads.size(), victim.heads.size()));
      // The next look asks again, and goes where that answer says, not where the pool has been.
      assertEquals(200, kit.answer(WireKit.get(url)).status());
      assertEquals(List.of(1, 1), List.of(checked.heads.size(), victim.heads.size()));
      assertEquals(Reason.BLOCKED, kit.failure(WireKit.get(url)).reason());
      assertEquals(3, names.asked("rebind.test"));
    }
  }

  @Test
  @Checklist(102)
  void aConnectionThatIsStillInUseDoesNotDrawTheNextLookToItsAddress() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Peer first =
            Peer.playing(
                talk -> {
                  asked.countDown();
                  await(release);
                  talk.say(OK);
                });
        Peer second = Peer.on("127.0.0.2", first.port(), talk -> talk.say(OK))) {
      names.with("moving.test", "127.0.0.1", "127.0.0.2");
      WireRequest request = WireKit.get("http://moving.test:" + first.port() + "/");
      CompletionStage<WireOutcome> pending = kit.client.send(request);
      await(asked);
      CompletionStage<WireOutcome> next = kit.client.send(request);
      assertInstanceOf(WireResponse.class, next.toCompletableFuture().get(10, TimeUnit.SECONDS));
      assertEquals(List.of(1, 1), List.of(first.heads.size(), second.heads.size()));
      release.countDown();
      assertInstanceOf(WireResponse.class, pending.toCompletableFuture().get(10, TimeUnit.SECONDS));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(15, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Checklist({102, 103})
  void aNameThatTurnsPrivateBetweenHopsIsBlocked() throws Exception {
    try (Peer start = redirecting("/next")) {
      names.with("rebind.test", "127.0.0.1", "10.0.0.1");
      WireFailure failure = kit.failure(WireKit.get("http://rebind.test:" + start.port() + "/"));
      assertEquals(Reason.BLOCKED, failure.reason());
      assertEquals(1, start.heads.size());
    }
  }

  private static Peer redirecting(String location) throws IOException {
    return Peer.saying(found(location));
  }

  private static String found(String location) {
    return "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
  }
}
