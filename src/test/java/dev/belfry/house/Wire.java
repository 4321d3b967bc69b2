package dev.belfry.house;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Sends bytes to the program under test as they are, where a client library would tidy them up:
 * every character is one byte.
 */
public final class Wire {
  private static final int PATIENCE_MILLIS = 20_000;

  private Wire() {}

  /**
   * What came back until the server hung up.
   *
   * @param text heads and bodies, of several answers if there were several; "" when there was none
   */
  public record Reply(String text) {
    /** Of the first answer; 0 when there was none. */
    public int status() {
      return text.startsWith("HTTP/1.") ? Integer.parseInt(text.substring(9, 12)) : 0;
    }

    /** How many requests the server saw in the bytes. */
    public int answers() {
      return text.split("HTTP/1\\.[01] \\d{3} ", -1).length - 1;
    }

    /** All lines of the first head with this name, without it. */
    public List<String> headers(String name) {
      return Arrays.stream(head().split("\r\n"))
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .toList();
    }

    public String head() {
      return text.split("\r\n\r\n", 2)[0];
    }

    public String body() {
      String[] parts = text.split("\r\n\r\n", 2);
      return parts.length < 2 ? "" : parts[1];
    }

    @Override
    public String toString() {
      return text.length() > 2_000 ? text.substring(0, 2_000) : text;
    }
  }

  /** A whole request, which should ask for the connection to be closed. */
  public static Reply send(String request) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), RestAssured.port),
          PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      write(socket, request);
      return new Reply(read(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A request with this target and these lines of its head.
   *
   * @param lines each as it stands there, without its line break
   */
  public static Reply ask(String verb, String target, String body, String... lines) {
    StringBuilder request = new StringBuilder(verb).append(' ').append(target);
    request.append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    if (!body.isEmpty()) {
      request.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    for (String line : lines) {
      request.append(line).append("\r\n");
    }
    return send(request.append("\r\n").append(body).toString());
  }

  public static Reply get(String target, String... lines) {
    return ask("GET", target, "", lines);
  }

  /** The server may hang up before it has read all: what it said until then is still there. */
  private static void write(Socket socket, String request) {
    try {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException refused) {
      // Whoever reads sees what was answered.
    }
  }

  private static boolean streams(StringBuilder text) {
    int head = text.indexOf("\r\n\r\n");
    return head >= 0
        && text.substring(0, head)
            .toLowerCase(java.util.Locale.ROOT)
            .contains("content-type: text/event-stream");
  }

  private static String read(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[8_192];
    try {
      int read = socket.getInputStream().read(buffer);
      while (read >= 0) {
        text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        // A stream has no end to wait for.
        read = streams(text) ? -1 : socket.getInputStream().read(buffer);
      }
    } catch (java.net.SocketException reset) {
      // The same: a reset ends the answer.
    }
    return text.toString();
  }
}
