package dev.belfry.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.stream.OpenStream;
import dev.belfry.access.stream.OpenStreams;
import dev.belfry.platform.http.BrokenOff;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Long work while the caller waits, with or without hearing how far it is; few at a time in an
 * account.
 */
@ApplicationScoped
class Runs {
  static final String LINES = "application/x-ndjson";

  private final OpenStreams streams;
  private final ObjectMapper mapper;
  private final RequestTrace trace;

  Runs(OpenStreams streams, ObjectMapper mapper, RequestTrace trace) {
    this.streams = streams;
    this.mapper = mapper;
    this.trace = trace;
  }

  /** What is to be done; every transaction of it asks for the rights of the caller anew. */
  @FunctionalInterface
  interface Work<T> {
    T run(Progress.Listener listener) throws IOException;
  }

  /**
   * @param scope that the caller must go on to hold
   */
  <T> T unheard(Scope scope, OpenStreams.Use use, Work<T> work) throws IOException {
    OpenStream seat = streams.open(scope, use);
    try {
      return work.run(Progress.Listener.NOBODY);
    } finally {
      seat.close();
    }
  }

  /**
   * @param key by which it could not be answered again
   */
  <T> StreamingOutput heard(Scope scope, @Nullable String key, Work<T> work) {
    if (key != null) {
      throw Problem.parameter(
          "progress",
          "goes with no Idempotency-Key: what was done stays, so send it again as it is");
    }
    OpenStream open = streams.open(scope, OpenStreams.Use.LONG_CHANGES);
    String request = trace.requestId();
    return out -> {
      try (open) {
        open.begin();
        write(open, open.watched(out), request, work);
      } catch (JsonProcessingException | RuntimeException e) {
        // Thrown on, or Quarkus would write a proper end.
        open.cut();
        throw e;
      } catch (IOException e) {
        open.cut();
        throw new BrokenOff(e);
      }
    };
  }

  private <T> void write(OpenStream open, OutputStream out, @Nullable String request, Work<T> work)
      throws IOException {
    try {
      T report =
          work.run(
              progress -> {
                open.requireOpen();
                line(out, progress);
              });
      line(out, report);
    } catch (Problem stopped) {
      line(out, ProblemView.of(stopped, request));
    }
    out.close();
  }

  private void line(OutputStream out, Object value) throws IOException {
    out.write((mapper.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
