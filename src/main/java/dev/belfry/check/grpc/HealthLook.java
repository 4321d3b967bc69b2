package dev.belfry.check.grpc;

import dev.belfry.check.Errands;
import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.Phases;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.Http2Caller;
import dev.belfry.platform.wire.dial.Http2Caller.Answer;
import dev.belfry.platform.wire.dial.Http2Caller.Place;
import dev.belfry.platform.wire.dial.Http2Caller.Within;
import dev.belfry.platform.wire.dial.WireException;
import dev.belfry.platform.wire.tls.TlsTerms;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of the health checking protocol. */
final class HealthLook implements Errands.Errand {
  private static final String PATH = "/grpc.health.v1.Health/Check";
  private static final int MOST_BYTES = 64 * 1024;
  private static final int HTTP_OK = 200;
  private static final String OK = "0";
  private static final String NOT_FOUND = "5";
  private static final String UNIMPLEMENTED = "12";

  private final Http2Caller caller;
  private final GrpcTarget target;
  private final @Nullable TlsTerms tls;
  private final long begun = System.nanoTime();

  /**
   * @param tls null where it is not spoken
   */
  HealthLook(Http2Caller caller, GrpcTarget target, @Nullable TlsTerms tls) {
    this.tls = tls;
    this.caller = caller;
    this.target = target;
  }

  @Override
  public Look look(Deadline deadline) throws WireException {
    Answer answer =
        caller.post(
            new Place(target.host(), target.port(), tls),
            PATH,
            Map.of(
                "content-type", "application/grpc",
                "te", "trailers",
                "user-agent", "Belfry",
                "grpc-accept-encoding", "identity",
                "grpc-timeout", deadline.millis("asking " + target.address()) + "m"),
            HealthMessage.request(target.service()),
            new Within(deadline, MOST_BYTES));
    return judge(answer);
  }

  private Look judge(Answer answer) {
    String status = answer.fields().get("grpc-status");
    if (answer.status() != HTTP_OK) {
      return down("unexpected_status", "answered with the HTTP status " + answer.status());
    }
    if (status == null || !status.matches("\\d{1,3}")) {
      return down("invalid_response", "did not answer with gRPC");
    }
    return switch (status) {
      case OK ->
          HealthMessage.status(answer.body())
              .map(this::judge)
              .orElseGet(() -> down("invalid_response", "answered with no health message"));
      case NOT_FOUND -> down("unknown_service", "does not know the service");
      case UNIMPLEMENTED -> down("no_health_service", "has no health service");
      default -> down("unexpected_status", "answered with the gRPC status " + status);
    };
  }

  private Look judge(HealthMessage.Status health) {
    return health == HealthMessage.Status.SERVING
        ? Look.of(Verdict.UP, "ok", "serving", phases())
        : down("not_serving", "says that it is not serving (" + health + ")");
  }

  private Look down(String code, String message) {
    return Look.of(Verdict.DOWN, code, target.address() + " " + message, phases());
  }

  private Phases phases() {
    return Phases.total(Math.toIntExact(Duration.ofNanos(System.nanoTime() - begun).toMillis()));
  }
}
