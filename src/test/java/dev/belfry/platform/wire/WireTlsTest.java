package dev.belfry.platform.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.WireKit.Names;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireTlsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @TempDir static Path directory;
  private static Certificates app;
  private static Certificates local;
  private static Certificates expired;

  private final Names names =
      new Names()
          .with("app.test", "127.0.0.1")
          .with("other.test", "127.0.0.1")
          .with("app.test.", "127.0.0.1");

  @BeforeAll
  static void make() throws Exception {
    app = Certificates.of(directory, "app", "dns:app.test", "-1d", 30);
    local = Certificates.of(directory, "local", "ip:127.0.0.1", "-1d", 30);
    expired = Certificates.of(directory, "expired", "dns:app.test", "-10d", 5);
  }

  @Test
  void aTrustedCertificateForTheNameIsGood() throws Exception {
    try (WireKit kit = trusting(app);
        Peer peer = peer(app)) {
      WireResponse response = kit.answer(get("app.test", peer));
      assertEquals(200, response.status());
      assertNull(response.phases().tlsMs());
      assertEquals(200, kit.answer(get("app.test.", peer)).status());
    }
  }

  @Test
  void theEndOfTlsEndsAnAnswerWithoutLength() throws Exception {
    try (WireKit kit = trusting(app);
        Peer peer = new Peer(socket(app), talk -> endsTlsAndWaits(talk, ""))) {
      WireResponse response = kit.answer(get("app.test", peer));
      assertEquals(200, response.status());
      assertEquals("all of it", new String(response.body(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void theEndOfTlsWithinAnAnswerIsAClosedConnection() throws Exception {
    try (WireKit kit = trusting(app);
        Peer peer =
            new Peer(socket(app), talk -> endsTlsAndWaits(talk, "Content-Length: 100\r\n"))) {
      assertEquals(Reason.CLOSED, kit.failure(get("app.test", peer)).reason());
    }
  }

  /** As {@code openssl s_server -www} does: TCP stays open until the other side closes it. */
  private static void endsTlsAndWaits(Peer.Talk talk, String fields) throws IOException {
    talk.say("HTTP/1.0 200 OK\r\n" + fields + "\r\nall of it");
    ((SSLSocket) talk.socket()).shutdownOutput();
    talk.goneWithin(30_000);
  }

  @Test
  void theNameIsSentForServersWithManyCertificates() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (WireKit kit = trusting(app);
        Peer peer =
            new Peer(
                socket(app),
                talk -> {
                  ExtendedSSLSession session =
                      (ExtendedSSLSession) ((SSLSocket) talk.socket()).getSession();
                  session.getRequestedServerNames().forEach(name -> asked.add(name.toString()));
                  talk.say(OK);
                })) {
      kit.answer(get("app.test", peer));
      assertEquals(List.of("type=host_name (0), value=app.test"), asked);
    }
  }

  @Test
  void aCertificateForTheAddressIsGood() throws Exception {
    try (WireKit kit = trusting(local);
        Peer peer = peer(local)) {
      assertEquals(200, kit.answer(get("127.0.0.1", peer)).status());
    }
  }

  @Test
  void aTrustedCertificateForAnotherNameIsNot() throws Exception {
    try (WireKit kit = trusting(app);
        Peer peer = peer(app)) {
      for (String host : List.of("other.test", "127.0.0.1")) {
        WireFailure failure = kit.failure(get(host, peer));
        assertEquals(Reason.TLS, failure.reason());
        assertEquals("the certificate is not valid for " + host, failure.message());
      }
    }
  }

  @Test
  void anUntrustedCertificateIsNotUnlessToldNotToVerify() throws Exception {
    try (WireKit kit = kit(WireOptions.of(true));
        Peer peer = peer(app)) {
      WireFailure failure = kit.failure(get("app.test", peer));
      assertEquals(Reason.TLS, failure.reason());
      assertEquals(
          "the certificate of app.test is not signed by a trusted authority", failure.message());
      assertEquals(
          List.of(), new ArrayList<>(peer.heads).stream().filter(h -> !h.isEmpty()).toList());
      assertEquals(200, kit.answer(unverified("app.test", peer)).status());
      assertEquals(200, kit.answer(unverified("other.test", peer)).status());
    }
  }

  @Test
  void anExpiredCertificateIsNot() throws Exception {
    try (WireKit kit = trusting(expired);
        Peer peer = peer(expired)) {
      WireFailure failure = kit.failure(get("app.test", peer));
      assertEquals(Reason.TLS, failure.reason());
      assertEquals("the certificate of app.test has expired", failure.message());
    }
  }

  @Test
  void plainHttpOnTheTlsPortIsATlsFailure() throws Exception {
    try (WireKit kit = trusting(app);
        ServerSocket plain = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread.ofVirtual().start(() -> answerAtOnce(plain));
      WireFailure failure =
          kit.failure(WireKit.get("https://127.0.0.1:" + plain.getLocalPort() + "/"));
      assertEquals(Reason.TLS, failure.reason());
      assertEquals("no TLS connection to 127.0.0.1 could be made", failure.message());
    }
  }

  private static void answerAtOnce(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // It hung up.
    }
  }

  private WireKit trusting(Certificates certificates) {
    return kit(
        WireOptions.of(true)
            .setTrustOptions(
                new PfxOptions()
                    .setPath(certificates.trust().toString())
                    .setPassword(Certificates.PASSWORD)));
  }

  private WireKit kit(HttpClientOptions options) {
    return new WireKit(WireKit.egress(WireKit.allowing("127.0.0.0/8"), names), options);
  }

  private static Peer peer(Certificates certificates) throws Exception {
    return new Peer(socket(certificates), talk -> talk.say(OK));
  }

  private static SSLServerSocket socket(Certificates certificates) throws Exception {
    return (SSLServerSocket)
        certificates
            .context()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
  }

  private static WireRequest get(String host, Peer peer) {
    return WireKit.get("https://" + host + ":" + peer.port() + "/");
  }

  private static WireRequest unverified(String host, Peer peer) {
    return new WireRequest(
        "GET",
        URI.create("https://" + host + ":" + peer.port() + "/"),
        Map.of(),
        null,
        Duration.ofSeconds(10),
        true,
        false,
        100,
        Purpose.MONITOR);
  }
}
