package dev.belfry.check;

import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.Line;
import dev.belfry.platform.wire.dial.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The talk after which a plain connection becomes a TLS connection. */
public final class StartTls {
  private static final int LONGEST_LINE = 2048;
  private static final int MOST_LINES = 100;

  /**
   * How a protocol is spoken.
   *
   * @param greeting what the last line of the greeting begins with
   * @param hello asks for what is offered; empty where nothing is to be asked
   * @param helloDone what the last line of the answer begins with
   * @param command asks for the switch
   * @param go what the answer to it begins with
   */
  private record Talk(String greeting, String hello, String helloDone, String command, String go) {}

  private static final Map<String, Talk> TALKS =
      Map.of(
          "smtp", new Talk("220 ", "EHLO belfry.invalid", "250 ", "STARTTLS", "220"),
          "imap", new Talk("* OK", "", "", "a1 STARTTLS", "a1 OK"),
          "pop3", new Talk("+OK", "", "", "STLS", "+OK"),
          "ftp", new Talk("220 ", "", "", "AUTH TLS", "234"));

  private final Line line;
  private final Deadline deadline;

  /** What {@link #speak} understands. */
  public static Set<String> protocols() {
    return TALKS.keySet();
  }

  public StartTls(Line line, Deadline deadline) {
    this.line = line;
    this.deadline = deadline;
  }

  /**
   * Talks up to the moment at which the TLS handshake begins: {@code smtp} (RFC 3207), {@code imap}
   * and {@code pop3} (RFC 2595), {@code ftp} (RFC 4217).
   *
   * @throws WireException PROTOCOL or CLOSED, saying what the peer did not do
   */
  public void speak(String protocol) throws WireException, IOException {
    Talk talk = TALKS.get(protocol);
    if (talk == null) {
      throw new WireException(Reason.PROTOCOL, "no talk of " + protocol + " is known");
    }
    expect(talk.greeting(), "did not greet as " + protocol + " does");
    if (!talk.hello().isEmpty()) {
      say(talk.hello());
      expect(talk.helloDone(), "did not answer the greeting");
    }
    say(talk.command());
    expect(talk.go(), "does not offer TLS");
  }

  private void say(String command) throws IOException {
    line.socket().getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Lines of a longer answer are passed over: they have a sign between number and text. */
  private void expect(String start, String otherwise) throws WireException, IOException {
    for (int i = 0; i < MOST_LINES; i++) {
      String said = read().toUpperCase(Locale.ROOT);
      if (said.startsWith(start.toUpperCase(Locale.ROOT))) {
        return;
      }
      boolean more = (said.length() > 3 && said.charAt(3) == '-') || said.startsWith("* ");
      if (!more) {
        throw new WireException(Reason.PROTOCOL, line.host() + " " + otherwise);
      }
    }
    throw new WireException(Reason.PROTOCOL, line.host() + " " + otherwise);
  }

  private String read() throws WireException, IOException {
    StringBuilder said = new StringBuilder();
    InputStream in = line.socket().getInputStream();
    line.within(deadline, "waiting for an answer of " + line.host());
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new WireException(Reason.CLOSED, line.host() + " closed the connection");
      }
      if (said.length() >= LONGEST_LINE) {
        throw new WireException(Reason.PROTOCOL, line.host() + " sent a line without end");
      }
      said.append((char) c);
    }
    return said.toString();
  }
}
