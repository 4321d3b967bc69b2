package dev.belfry.check.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.check.Checker;
import dev.belfry.check.Listener;
import dev.belfry.check.Look;
import dev.belfry.check.PortContract;
import dev.belfry.check.TargetViolation;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.Certificates;
import dev.belfry.platform.wire.WireKit;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortCheckerTest extends PortContract<PortTarget> {
  private static Certificates certificates;

  @BeforeAll
  static void sign(@TempDir Path directory) throws Exception {
    certificates = Certificates.of(directory, "mail", "dns:mail.example.org", "-1d", 30);
  }

  @Override
  protected Checker<PortTarget> checker(Parts parts) {
    return new PortChecker(parts.wire().dialer, parts.errands(), parts.hosts());
  }

  @Override
  protected PortTarget at(String host, int port) {
    return new PortTarget(host, port, null, null, null, null);
  }

  @Test
  void anOpenPortIsUp() throws Exception {
    try (Listener silent = Listener.silent()) {
      Look look = look(at("127.0.0.1", silent.port()));
      assertEquals(Verdict.UP, look.verdict());
      assertEquals("the port is open", look.message());
    }
  }

  @Test
  void saysAndExpectsBytes() throws Exception {
    try (Listener redis =
        Listener.playing(
            peer ->
                Listener.say(
                    peer, Listener.line(peer).equals("PING") ? "+PONG\r\n" : "-ERR\r\n"))) {
      assertEquals("ok", look(tcp(redis.port(), "PING\\r\\n", "+PONG\\x0d\\n")).code());
      assertEquals("unexpected_answer", look(tcp(redis.port(), "QUIT\\r\\n", "+PONG")).code());
    }
  }

  @Test
  void anAnswerThatComesInPiecesIsReadWhole() throws Exception {
    try (Listener slow =
        Listener.playing(
            peer -> {
              for (char c : "SSH-2.0-OpenSSH".toCharArray()) {
                Listener.say(peer, String.valueOf(c));
              }
            })) {
      assertEquals(Verdict.UP, look(tcp(slow.port(), null, "OpenSSH")).verdict());
    }
  }

  /** Each byte is looked at once, however the peer cuts what almost fits. */
  @Test
  void aSearchRemembersWhereItWas() {
    byte[] wanted = "aabaaa".getBytes(StandardCharsets.US_ASCII);
    for (String text : List.of("aabaaa", "aaabaabaaa", "aabaabaaa", "xaabaaay")) {
      Answer.Search search = new Answer.Search(wanted);
      boolean found = false;
      for (byte one : text.getBytes(StandardCharsets.US_ASCII)) {
        found |= search.in(new byte[] {one}, 1);
      }
      assertTrue(found, text);
    }
    assertFalse(new Answer.Search(wanted).in("aabaabaab".getBytes(StandardCharsets.US_ASCII), 9));
  }

  @Test
  void aSilentPeerOfWhichSomethingIsExpectedIsDown() throws Exception {
    try (Listener silent = Listener.silent()) {
      Look look =
          look(
              checker(Parts.of(WireKit.onLoopback())),
              tcp(silent.port(), null, "SSH"),
              Duration.ofMillis(300));
      assertEquals(Verdict.DOWN, look.verdict());
      assertEquals("timeout", look.code());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"smtp", "imap", "pop3", "ftp"})
  void switchesToTls(String protocol) throws Exception {
    try (Listener server = Listener.playing(peer -> serve(protocol, peer, true))) {
      Look look = look(starttls(server.port(), protocol));
      assertEquals(Verdict.UP, look.verdict(), look.message());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"smtp", "imap", "pop3", "ftp"})
  void aServerThatDoesNotOfferTlsIsDown(String protocol) throws Exception {
    try (Listener server = Listener.playing(peer -> serve(protocol, peer, false))) {
      Look look = look(starttls(server.port(), protocol));
      assertEquals(Verdict.DOWN, look.verdict());
      assertTrue(look.message().endsWith("does not offer TLS"), look.message());
    }
  }

  @Test
  void asksOverUdpAndWantsAnAnswer() throws Exception {
    try (DatagramSocket echo = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread.startVirtualThread(() -> echo(echo));
      assertEquals(Verdict.UP, look(udp(echo.getLocalPort(), "status", "STATUS")).verdict());
      assertEquals("unexpected_answer", look(udp(echo.getLocalPort(), "status", "status")).code());
    }
  }

  @Test
  void aUdpPortThatIsClosedIsRefused() throws Exception {
    int free;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      free = socket.getLocalPort();
    }
    assertEquals("connection_refused", look(udp(free, "x", null)).code());
  }

  @Test
  void namesAllThatIsWrongWithATarget() {
    Checker<PortTarget> checker = checker(Parts.of(WireKit.onLoopback()));
    assertEquals(
        Set.of("/host", "/send", "/expect", "/starttls"),
        checker.examine(new PortTarget("http://x", 25, "udp", "smtp", "\\q", "\\x0")).stream()
            .map(TargetViolation::pointer)
            .collect(Collectors.toSet()));
    assertEquals(List.of(), checker.examine(at("::1", 25)));
  }

  @Test
  void whatIsSentIsSecret() {
    PortTarget target = new PortTarget("example.org", 25, "tcp", null, "AUTH s3cret", null);
    assertEquals(Set.of("/send"), target.secretPointers());
    assertFalse(target.toString().contains("s3cret"));
  }

  private static PortTarget tcp(int port, @Nullable String send, String expect) {
    return new PortTarget("127.0.0.1", port, "tcp", null, send, expect);
  }

  private static PortTarget udp(int port, String send, @Nullable String expect) {
    return new PortTarget("127.0.0.1", port, "udp", null, send, expect);
  }

  private static PortTarget starttls(int port, String protocol) {
    return new PortTarget("127.0.0.1", port, "tcp", protocol, null, null);
  }

  /** A server of ours, as the RFCs of its protocol describe it. */
  private static void serve(String protocol, Socket peer, boolean tls) throws Exception {
    switch (protocol) {
      case "smtp" -> {
        Listener.say(peer, "220-welcome\r\n220 mail.example.org ESMTP\r\n");
        assertTrue(Listener.line(peer).startsWith("EHLO "));
        Listener.say(peer, "250-mail.example.org\r\n250-SIZE 1000\r\n250 STARTTLS\r\n");
        assertEquals("STARTTLS", Listener.line(peer));
        Listener.say(peer, tls ? "220 go ahead\r\n" : "502 not here\r\n");
      }
      case "imap" -> {
        Listener.say(peer, "* OK IMAP4rev1 ready\r\n");
        assertEquals("a1 STARTTLS", Listener.line(peer));
        Listener.say(peer, tls ? "* CAPABILITY x\r\na1 OK begin\r\n" : "a1 BAD no\r\n");
      }
      case "pop3" -> {
        Listener.say(peer, "+OK ready\r\n");
        assertEquals("STLS", Listener.line(peer));
        Listener.say(peer, tls ? "+OK begin\r\n" : "-ERR no\r\n");
      }
      default -> {
        Listener.say(peer, "220 ftp ready\r\n");
        assertEquals("AUTH TLS", Listener.line(peer));
        Listener.say(peer, tls ? "234 begin\r\n" : "500 no\r\n");
      }
    }
    if (tls) {
      try (SSLSocket secured =
          (SSLSocket)
              certificates
                  .context()
                  .getSocketFactory()
                  .createSocket(peer, null, peer.getPort(), false)) {
        secured.setUseClientMode(false);
        secured.startHandshake();
        secured.getInputStream().read();
      }
    }
  }

  private static void echo(DatagramSocket socket) {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[1000], 1000);
        socket.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        byte[] answer = text.toUpperCase(java.util.Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (java.io.IOException e) {
      // closed by the test
    }
  }
}
