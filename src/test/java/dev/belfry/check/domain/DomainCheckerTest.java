package dev.belfry.check.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.check.CheckContract;
import dev.belfry.check.Checker;
import dev.belfry.check.Listener;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.WireKit;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A registry of the test's own that answers in the shapes of RFC 9083 and RFC 9224, and WHOIS. */
class DomainCheckerTest extends CheckContract<DomainTarget> {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private final AtomicInteger bootstraps = new AtomicInteger();
  private final AtomicInteger referrals = new AtomicInteger();
  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private Listener registry;
  private Listener whois;

  @BeforeEach
  void begin() throws IOException {
    registry = Listener.playing(this::rdap);
    whois = Listener.playing(this::whois);
  }

  @AfterEach
  void end() throws IOException {
    registry.close();
    whois.close();
  }

  @Override
  protected Checker<DomainTarget> checker(Parts parts) {
    DomainConfig config = config(registry.port(), whois.port());
    InstantSource clock = now::get;
    return new DomainChecker(
        new Rdap(parts.wire().client, new ObjectMapper(), config, clock),
        new Whois(parts.wire().dialer, config, clock),
        parts.errands(),
        clock);
  }

  @Override
  protected DomainTarget plain() {
    return new DomainTarget("example.test", null, null);
  }

  @ParameterizedTest
  @CsvSource({
    "good.test, UP, ok",
    "soon.test, DEGRADED, expires_soon",
    "critical.test, DOWN, expires_soon",
    "over.test, DOWN, expired",
    "held.test, DOWN, bad_status",
    "free.test, DOWN, not_registered",
    "broken.test, UNKNOWN, registry_unreachable",
    "nonsense.test, UNKNOWN, registry_unreachable",
    "endless.test, UP, ok",
    "good.old, UP, ok",
    "free.old, DOWN, not_registered",
    "silent.old, UNKNOWN, no_expiry",
    "any.none, UNKNOWN, no_expiry",
    "any.far, UNKNOWN, registry_unreachable",
    "any.zero, UNKNOWN, registry_unreachable"
  })
  void saysWhatTheRegistrySays(String domain, Verdict verdict, String code) throws Exception {
    Look look = look(new DomainTarget(domain, null, null));
    assertEquals(code, look.code(), look.message());
    assertEquals(verdict, look.verdict());
  }

  @Test
  void saysForHowLong() throws Exception {
    assertEquals(
        "registered for 200 more days, until 2026-12-18",
        look(new DomainTarget("good.test", null, null)).message());
  }

  @Test
  void theListOfRegistriesIsFetchedOnce() throws Exception {
    Checker<DomainTarget> checker = open();
    for (int i = 0; i < 3; i++) {
      look(checker, new DomainTarget("good.test", null, null), Duration.ofSeconds(10));
    }
    assertEquals(1, bootstraps.get());
  }

  @Test
  void aReferralIsRememberedForADayOnceItWasGood() throws Exception {
    Checker<DomainTarget> checker = open();
    DomainTarget good = new DomainTarget("good.old", null, null);
    look(checker, good, Duration.ofSeconds(10));
    look(checker, good, Duration.ofSeconds(10));
    assertEquals(1, referrals.get());
    now.set(NOW.plus(Duration.ofHours(24)));
    look(checker, good, Duration.ofSeconds(10));
    assertEquals(2, referrals.get());
    DomainTarget dead = new DomainTarget("good.dead", null, null);
    look(checker, dead, Duration.ofSeconds(10));
    look(checker, dead, Duration.ofSeconds(10));
    assertEquals(4, referrals.get());
  }

  @Test
  void aRegistryOutOfReachSaysNothingAboutTheDomain() throws Exception {
    registry.close();
    Look look = look(new DomainTarget("good.test", null, null));
    assertEquals(Verdict.UNKNOWN, look.verdict());
    assertEquals("registry_unreachable", look.code());
  }

  @ParameterizedTest
  @CsvSource({
    "example.org., ''",
    "bücher.example, ''",
    "localhost, /domain",
    "a b.org, /domain",
    "http://x.org, /domain"
  })
  void takesNamesOnly(String domain, String pointer) {
    List<String> wrong =
        checker(Parts.of(WireKit.onLoopback()))
            .examine(new DomainTarget(domain, null, null))
            .stream()
            .map(TargetViolation::pointer)
            .toList();
    assertEquals(pointer.isEmpty() ? List.of() : List.of(pointer), wrong);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Registry Expiry Date: 2027-08-13T04:00:00Z | 2027-08-13T04:00:00Z",
        "   Expiration Date: 13-Aug-2027 | 2027-08-13T00:00:00Z",
        "paid-till:     2027-08-13T21:00:00Z | 2027-08-13T21:00:00Z",
        "expires:       20270813 | 2027-08-13T00:00:00Z",
        "expires............: 13.8.2027 10:00:00 | ",
        "expire:        13.08.2027 | 2027-08-13T00:00:00Z",
        "Expiry date:  13/08/2027 | 2027-08-13T00:00:00Z",
        "Valid Until: 2027-08-13 | 2027-08-13T00:00:00Z",
        "expires: August 13 2027 | 2027-08-13T00:00:00Z"
      })
  void readsTheEndsThatRegistriesWrite(String line, @Nullable Instant end) {
    assertEquals(end, WhoisText.registration("domain: x\n" + line + "\nmore: y\n").ends());
  }

  private void rdap(Socket peer) throws Exception {
    String path = Listener.line(peer).split(" ", 3)[1];
    while (!Listener.line(peer).isEmpty()) {
      // the head of the request
    }
    String url = "http://127.0.0.1:" + registry.port() + "/rdap/";
    switch (path) {
      case "/dns.json" -> {
        bootstraps.incrementAndGet();
        answer(peer, 200, "{\"version\":\"1.0\",\"services\":[[[\"test\"],[\"" + url + "\"]]]}");
      }
      case "/rdap/domain/good.test" -> answer(peer, 200, domain("2026-12-18T00:00:00Z", "active"));
      case "/rdap/domain/soon.test" -> answer(peer, 200, domain("2026-06-20T00:00:00Z", "active"));
      case "/rdap/domain/critical.test" ->
          answer(peer, 200, domain("2026-06-05T00:00:00Z", "active"));
      case "/rdap/domain/over.test" -> answer(peer, 200, domain("2026-05-05T00:00:00Z", "active"));
      case "/rdap/domain/held.test" ->
          answer(peer, 200, domain("2027-05-05T00:00:00Z", "client hold"));
      case "/rdap/domain/endless.test" -> answer(peer, 200, "{\"events\":[]}");
      case "/rdap/domain/broken.test" -> answer(peer, 500, "{}");
      case "/rdap/domain/nonsense.test" -> answer(peer, 200, "<html>");
      default -> answer(peer, 404, "{\"errorCode\":404}");
    }
  }

  private static String domain(String ends, String status) {
    return """
    {"objectClassName":"domain","status":["%s"],"events":[
      {"eventAction":"registration","eventDate":"2001-01-01T00:00:00Z"},
      {"eventAction":"expiration","eventDate":"%s"}]}"""
        .formatted(status, ends);
  }

  private static void answer(Socket peer, int status, String body) throws IOException {
    Listener.say(
        peer,
        "HTTP/1.1 "
            + status
            + " x\r\nContent-Type: application/rdap+json\r\nContent-Length: "
            + body.length()
            + "\r\nConnection: close\r\n\r\n"
            + body);
  }

  private void whois(Socket peer) throws Exception {
    String question = Listener.line(peer);
    String here = "127.0.0.1:" + whois.port();
    Listener.say(
        peer,
        switch (question) {
          case "old", "test" -> {
            referrals.incrementAndGet();
            yield "% root\r\nrefer:   " + here + "\r\n";
          }
          case "far" -> "refer: 127.0.0.1:65536\r\n";
          case "zero" -> "refer: 127.0.0.1:0\r\n";
          case "dead" -> {
            referrals.incrementAndGet();
            yield "refer: 127.0.0.1:1\r\n";
          }
          case "none" -> "% this has no server\r\n";
          case "good.old" -> "domain: good.old\r\nstate: ok\r\npaid-till: 2026-12-18T00:00:00Z\r\n";
          case "endless.test" -> "Registry Expiry Date: 2027-12-18T00:00:00Z\r\n";
          case "silent.old" -> "domain: silent.old\r\nstatus: connect\r\n";
          default -> "No entries found for the selected source.\r\n";
        });
  }

  private static DomainConfig config(int registry, int whois) {
    return new DomainConfig() {
      @Override
      public String bootstrap() {
        return "http://127.0.0.1:" + registry + "/dns.json";
      }

      @Override
      public String whois() {
        return "127.0.0.1:" + whois;
      }
    };
  }

  @Test
  void theTopLevelDomainDecidesWhoIsAsked() throws Exception {
    assertEquals(
        Map.of("org", URI.create("https://b/x/"), "net", URI.create("https://b/x/")),
        Rdap.servers(
            new ObjectMapper()
                .readTree(
                    "{\"services\":[[[\"org\",\"NET\"],[\"http://a/x\",\"https://b/x\"]]]}")));
  }
}
