package dev.belfry.house;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who calls by one credential, without the comfort of RestAssured: for sweeps of hundreds
 * of calls.
 *
 * @param header of the credential; null for none
 */
public record Agent(@Nullable String header, String credential) {
  // A stream of HTTP/2 that is given up takes the whole connection with it in Quarkus.
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What came back. */
  public record Answer(int status, HttpHeaders headers, String body) {
    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /** Of a problem, or "". */
    public String code() {
      return body.contains("\"code\":\"")
          ? body.replaceFirst("(?s).*?\"code\":\"([a-z_]+)\".*", "$1")
          : "";
    }

    /** The id of what was made or read. */
    public String id() {
      return body.replaceFirst("(?s).*?\"id\":\"([a-z]+_[0-9a-z]+)\".*", "$1");
    }

    @Override
    public String toString() {
      return status + " " + body;
    }
  }

  public static Agent nobody() {
    return new Agent(null, "");
  }

  public static Agent key(String key) {
    return new Agent("Authorization", "Bearer " + key);
  }

  public static Agent session(Person person) {
    return new Agent("X-Session-ID", person.session());
  }

  public Answer get(String path) {
    return ask("GET", path, "application/json", "");
  }

  public Answer post(String path, String body) {
    return ask("POST", path, "application/json", body);
  }

  /**
   * @param body with ' for "
   */
  public Answer ask(String verb, String path, String contentType, String body) {
    URI uri = URI.create("http://localhost:" + RestAssured.port + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", contentType)
            .method(verb, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    if (header != null) {
      request.header(header, credential);
    }
    try {
      HttpResponse<InputStream> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        return new Answer(response.statusCode(), response.headers(), read(response, in));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All of it; of events, which have no end, the first. */
  private static String read(HttpResponse<?> response, InputStream in) throws IOException {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (!type.startsWith("text/event-stream")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    StringBuilder first = new StringBuilder();
    while (first.indexOf("\n\n") < 0) {
      first.append((char) in.read());
    }
    return first.toString();
  }
}
