package dev.belfry.access.stream;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events (HTML standard, section 9.2) on an open stream. Rooms hand events in from any
 * thread; the thread of the request writes them. The last event is {@code closed} with the reason,
 * where the reader can still be told.
 */
public final class EventStream {
  public static final String MEDIA_TYPE = "text/event-stream";
  private static final int MOST_WAITING = 256;
  private static final int HEARTBEAT_SECONDS = 15;
  private static final Event WAKE = new Event(null, "wake", "");

  private final OpenStream stream;
  private final Iterator<Event> first;
  private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

  public EventStream(OpenStream stream) {
    this(stream, List.<Event>of().iterator());
  }

  /**
   * @param first what is told before all else, made at the pace of the reader by the thread of the
   *     request
   */
  public EventStream(OpenStream stream, Iterator<Event> first) {
    this.stream = stream;
    this.first = first;
    stream.whenEnded(
        () -> {
          waiting.clear();
          waiting.offer(WAKE);
        });
  }

  /**
   * One event.
   *
   * @param id by which the reader goes on after a break ({@code Last-Event-ID}); null for none
   * @param data one line, such as JSON
   */
  public record Event(@Nullable String id, String type, String data) {}

  public boolean hasEnded() {
    return stream.ending() != null;
  }

  /** For whoever can come back later: answers whether there was room. */
  public boolean offer(Event event) {
    return !hasEnded() && waiting.offer(event);
  }

  /** For what is said once: a reader for whom there is no room is too slow, and dropped. */
  public void send(Event event) {
    if (!offer(event)) {
      stream.end(Ending.TOO_SLOW);
    }
  }

  /** The answer of the route, to be returned at once. */
  public Response answer() {
    StreamingOutput body = this::writeTo;
    return Response.ok(body)
        .type(MEDIA_TYPE)
        // Proxies such as nginx would gather events before they pass them on.
        .header("X-Accel-Buffering", "no")
        .build();
  }

  /** Returns when the stream has ended, or nobody reads it. */
  private void writeTo(OutputStream out) {
    try (stream) {
      stream.begin();
      write(out, ": open\n\n");
      while (!hasEnded() && first.hasNext()) {
        write(out, text(first.next()));
      }
      while (!hasEnded()) {
        Event next = next();
        if (!hasEnded()) {
          write(out, next == null ? ": still here\n\n" : text(next));
        }
      }
      Ending why = stream.ending();
      if (why != null && why != Ending.GONE) {
        write(out, text(new Event(null, "closed", "{\"reason\":\"" + why.word() + "\"}")));
      }
    } catch (IOException gone) {
      stream.cut();
    }
  }

  private @Nullable Event next() {
    try {
      return waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stream.end(Ending.STOPPING);
      return null;
    }
  }

  private void write(OutputStream out, String text) throws IOException {
    stream.writes(true);
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
    stream.writes(false);
  }

  private static String text(Event event) {
    return (event.id() == null ? "" : "id: " + event.id() + "\n")
        + "event: "
        + event.type()
        + "\ndata: "
        + event.data()
        + "\n\n";
  }
}
