package dev.belfry.house;

import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Somebody who listens to server-sent events. */
public final class Listening implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final int PATIENCE_SECONDS = 10;
  private static final Event END = new Event(null, "end of the answer", "");

  private final HttpResponse<InputStream> answer;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /** One event. */
  public record Event(@Nullable String id, String type, String data) {}

  /**
   * Opens it; the status may be any.
   *
   * @param headers names and values in turn
   */
  public Listening(String path, String... headers) {
    URI uri = URI.create("http://localhost:" + RestAssured.port + path);
    try {
      answer =
          HTTP.send(
              HttpRequest.newBuilder(uri).headers(headers).build(),
              HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (status() == 200) {
      Thread.ofVirtual().start(this::read);
    }
  }

  public int status() {
    return answer.statusCode();
  }

  public String header(String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** The next event; the end of the answer is one too. */
  public Event next() {
    try {
      Event next = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came in " + PATIENCE_SECONDS + " s");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What the last event says, if the answer ends after it. */
  public String reason() {
    Event closed = next();
    Event end = closed.type().equals("closed") ? next() : closed;
    return end.equals(END)
        ? closed.data().replaceFirst(".*\"reason\":\"(\\w+)\".*", "$1")
        : "goes on";
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      String id = null;
      String type = "";
      String line;
      while ((line = lines.readLine()) != null) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("data: ")) {
          events.add(new Event(id, type, line.substring(6)));
          id = null;
        }
      }
    } catch (IOException e) {
      // broken off; nobody waits for more
    }
    events.add(END);
  }

  @Override
  public void close() {
    try {
      answer.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
