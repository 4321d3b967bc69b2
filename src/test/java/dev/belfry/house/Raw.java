package dev.belfry.house;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests that no client would send, byte by byte. */
public final class Raw {
  private Raw() {}

  /**
   * The whole answer, headers and all.
   *
   * @param line such as {@code GET /v1/keys}
   */
  public static String ask(String line, Person person, String contentType, byte[] body) {
    String head =
        line
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Session-ID: "
            + person.session()
            + (contentType.isEmpty() ? "" : "\r\nContent-Type: " + contentType)
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.write(head.getBytes(StandardCharsets.ISO_8859_1));
      request.write(body);
      socket.getOutputStream().write(request.toByteArray());
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String get(String path, Person person) {
    return ask("GET " + path, person, "", new byte[0]);
  }
}
