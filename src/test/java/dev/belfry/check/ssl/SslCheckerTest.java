package dev.belfry.check.ssl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.check.Checker;
import dev.belfry.check.Listener;
import dev.belfry.check.Look;
import dev.belfry.check.PortContract;
import dev.belfry.check.TargetViolation;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.Certificates;
import dev.belfry.platform.wire.WireKit;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of every broken kind, shown by a TLS server of the JDK. */
class SslCheckerTest extends PortContract<SslTarget> {
  private static Certificates good;
  private static Certificates expired;
  private static Certificates early;

  @BeforeAll
  static void sign(@TempDir Path directory) throws Exception {
    good =
        Certificates.of(directory, "good", "dns:app.test,dns:*.wild.test,ip:127.0.0.1", "-1d", 60);
    expired = Certificates.of(directory, "expired", "dns:app.test", "-20d", 10);
    early = Certificates.of(directory, "early", "dns:app.test", "+5d", 10);
  }

  @Override
  protected Checker<SslTarget> checker(Parts parts) {
    return new SslChecker(
        parts.wire().dialer, parts.errands(), parts.hosts(), InstantSource.system());
  }

  @Override
  protected SslTarget at(String host, int port) {
    return new SslTarget(host, port, null, null, null, null, null, null, null);
  }

  @Test
  void aGoodCertificateIsUpAndSaysForHowLong() throws Exception {
    Look look = look(good, "app.test", target -> target);
    assertEquals(Verdict.UP, look.verdict(), look.message());
    assertTrue(
        look.message().matches("TLSv1\\.3, valid for 5[89] days, until 20.*"), look.message());
    assertTrue(look.phases().tlsMs() != null);
  }

  @Test
  void namesMayBeWildcardsAndAddresses() throws Exception {
    assertEquals("ok", look(good, "a.wild.test", target -> target).code());
    assertEquals("ok", look(good, "127.0.0.1", target -> target).code());
    assertEquals("wrong_name", look(good, "a.b.wild.test", target -> target).code());
    assertEquals("wrong_name", look(good, "wild.test", target -> target).code());
    assertEquals("wrong_name", look(good, "127.0.0.2", target -> target).code());
  }

  @Test
  void anExpiredCertificateIsDown() throws Exception {
    Look look = look(expired, "app.test", target -> target);
    assertEquals("expired", look.code());
    assertEquals(Verdict.DOWN, look.verdict());
  }

  @Test
  void aCertificateThatIsNotValidYetIsDown() throws Exception {
    assertEquals("not_yet_valid", look(early, "app.test", target -> target).code());
  }

  @Test
  void anUnknownAuthorityIsDownUnlessItIsTaken() throws Exception {
    try (Listener server = serving(good)) {
      SslTarget target =
          new SslTarget("127.0.0.1", server.port(), "app.test", null, null, null, null, null, null);
      assertEquals("untrusted", look(target).code());
      SslTarget lenient =
          new SslTarget(
              "127.0.0.1", server.port(), "app.test", null, null, null, null, false, null);
      assertEquals("ok", look(lenient).code());
    }
  }

  @Test
  void anEndThatComesNearIsSaidInTwoSteps() throws Exception {
    assertEquals(Verdict.UP, ending(good, Duration.ofDays(30)).verdict());
    Look warning = ending(good, Duration.ofDays(45));
    assertEquals(Verdict.DEGRADED, warning.verdict());
    assertEquals("expires_soon", warning.code());
    Look critical = ending(good, Duration.ofDays(55));
    assertEquals(Verdict.DOWN, critical.verdict());
    assertEquals("expires_soon", critical.code());
  }

  @Test
  void anotherCertificateThanTheExpectedOneIsDown() throws Exception {
    String other = "ab".repeat(32);
    Look look = look(good, "app.test", target -> with(target, other));
    assertEquals("wrong_fingerprint", look.code());
  }

  @Test
  void anOldProtocolIsDown() throws Exception {
    try (Listener server = Listener.playing(peer -> serve(peer, good.context(), "TLSv1.2"))) {
      SslTarget target =
          new SslTarget(
              "127.0.0.1", server.port(), "app.test", null, null, null, "TLSv1.3", null, null);
      assertEquals(
          "old_protocol",
          look(trusting(good, Instant.now()), target, Duration.ofSeconds(10)).code());
    }
  }

  @Test
  void aServerThatSpeaksNoTlsIsDown() throws Exception {
    try (Listener plain = Listener.playing(peer -> Listener.say(peer, "HTTP/1.1 400 no\r\n\r\n"))) {
      Look look = look(at("127.0.0.1", plain.port()));
      assertEquals(Verdict.DOWN, look.verdict());
      assertEquals("tls_failure", look.code());
    }
  }

  @Test
  void namesAllThatIsWrongWithATarget() {
    assertEquals(
        Set.of("/host", "/server_name", "/warn_days"),
        checker(Parts.of(WireKit.onLoopback()))
            .examine(new SslTarget("a b", 443, "c d", null, 3, 10, null, null, null))
            .stream()
            .map(TargetViolation::pointer)
            .collect(Collectors.toSet()));
  }

  private Look look(Certificates certificates, String name, UnaryOperator<SslTarget> change)
      throws Exception {
    return look(certificates, name, change, Instant.now());
  }

  private Look ending(Certificates certificates, Duration later) throws Exception {
    return look(certificates, "app.test", target -> target, Instant.now().plus(later));
  }

  private Look look(
      Certificates certificates, String name, UnaryOperator<SslTarget> change, Instant now)
      throws Exception {
    try (Listener server = serving(certificates)) {
      SslTarget target =
          new SslTarget("127.0.0.1", server.port(), name, null, null, null, null, null, null);
      return look(trusting(certificates, now), change.apply(target), Duration.ofSeconds(10));
    }
  }

  private static SslTarget with(SslTarget target, @Nullable String fingerprint) {
    return new SslTarget(
        target.host(),
        target.port(),
        target.serverName(),
        null,
        null,
        null,
        null,
        null,
        fingerprint);
  }

  private static Checker<SslTarget> trusting(Certificates certificates, Instant now)
      throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(certificates.trust())) {
      store.load(in, "changeit".toCharArray());
    }
    Parts parts = Parts.of(WireKit.onLoopback());
    return new SslChecker(
        parts.wire().dialer,
        parts.errands(),
        parts.hosts(),
        InstantSource.fixed(now),
        new Trust(store));
  }

  private static Listener serving(Certificates certificates) throws Exception {
    SSLContext context = certificates.context();
    return Listener.playing(peer -> serve(peer, context, "TLSv1.3"));
  }

  private static void serve(Socket peer, SSLContext context, String protocol) throws Exception {
    try (SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(peer, null, peer.getPort(), false)) {
      secured.setUseClientMode(false);
      secured.setEnabledProtocols(new String[] {protocol});
      secured.startHandshake();
      secured.getInputStream().read();
    }
  }
}
