package dev.belfry.heartbeat;

import dev.belfry.access.FailureBudget;
import dev.belfry.platform.http.Network;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pings by URL: whoever knows it may report, and learns nothing else. */
@ApplicationScoped
class PingService {
  /** Of a body so many bytes are kept. */
  static final int BODY_LIMIT = 10_000;

  static final ProblemType TOO_OFTEN =
      new ProblemType("too_many_pings", 429, "This heartbeat is pinged too often");
  static final Set<String> METRICS = Set.of("duration", "count", "error_count", "error_rate");
  private static final double LARGEST = 1e12;
  private static final int LONGEST_MESSAGE = 2_000;
  private static final int LONGEST_AGENT = 200;
  private static final int HIGHEST_EXIT = 255;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final PingBook book;
  private final PingRate rate;
  private final FailureBudget failures;
  private final InstantSource clock;

  PingService(PingBook book, PingRate rate, FailureBudget failures, InstantSource clock) {
    this.book = book;
    this.rate = rate;
    this.failures = failures;
    this.clock = clock;
  }

  /**
   * A ping as it came.
   *
   * @param signal what follows the token in the path; null for nothing
   * @param query by name; what is not known there is nobody's fault
   */
  record Arrival(
      String token,
      @Nullable String signal,
      String method,
      Map<String, List<String>> query,
      RequestTrace.Sender sender) {}

  /**
   * Answers when the ping is committed, without a thread that waits for it.
   *
   * @return failed with a {@link Problem}: 404 for an unknown URL, 503 when the database is away
   * @throws Problem 400 for a run id or exit status that is none, 429 with Retry-After when it is
   *     pinged too often
   */
  CompletionStage<Void> ping(Arrival arrival, byte @Nullable [] body) {
    String address = arrival.sender().address();
    UUID token = uuid(arrival.token());
    if (token == null) {
      return unknown(address);
    }
    Integer exit = exitStatus(arrival.signal());
    Signal signal =
        new Signal(
            token,
            null,
            clock.instant(),
            kind(arrival.signal(), exit),
            exit,
            run(first(arrival, "rid")),
            metrics(arrival.query().getOrDefault("metric", List.of())),
            message(first(arrival, "message")),
            origin(arrival, body));
    admit(token);
    return book.record(signal)
        .thenCompose(
            receipt -> {
              if (receipt.isEmpty()) {
                return unknown(address);
              }
              rate.exists(token);
              return DONE;
            });
  }

  /**
   * For one that is there.
   *
   * @throws Problem 429 with Retry-After when it is pinged too often
   */
  void admitKnown(UUID heartbeat) {
    admit(heartbeat);
    rate.exists(heartbeat);
  }

  /**
   * @throws Problem 429 with Retry-After when it is pinged too often
   */
  private void admit(UUID heartbeat) {
    long wait = rate.take(heartbeat);
    if (wait > 0) {
      throw Problem.of(TOO_OFTEN, "It takes no more at the moment; nothing was kept.")
          .with("Retry-After", Long.toString(wait));
    }
  }

  /** Whoever tries many waits for his answers; good pings from the same address do not. */
  private CompletionStage<Void> unknown(@Nullable String address) {
    String subject = "ping from " + Network.of(Objects.requireNonNullElse(address, ""));
    failures.failed(subject);
    return CompletableFuture.runAsync(
        () -> {
          throw failures.refusal(Problem::notFound, subject);
        },
        threads);
  }

  private static Signal.Kind kind(@Nullable String signal, @Nullable Integer exit) {
    if (exit != null) {
      return exit == 0 ? Signal.Kind.SUCCESS : Signal.Kind.FAIL;
    }
    return switch (signal) {
      case null -> Signal.Kind.SUCCESS;
      case "start" -> Signal.Kind.START;
      case "fail" -> Signal.Kind.FAIL;
      case "log" -> Signal.Kind.LOG;
      default -> throw Problem.notFound();
    };
  }

  private static @Nullable Integer exitStatus(@Nullable String signal) {
    if (signal == null || !NUMBER.matcher(signal).matches()) {
      return null;
    }
    int status = Integer.parseInt(signal);
    if (status > HIGHEST_EXIT) {
      throw Problem.parameter("signal", "must be an exit status from 0 to 255");
    }
    return status;
  }

  /** Null for what is none; the parser of Java takes groups of any length. */
  private static @Nullable UUID uuid(String text) {
    try {
      UUID id = UUID.fromString(text);
      return id.toString().equalsIgnoreCase(text) ? id : null;
    } catch (IllegalArgumentException none) {
      return null;
    }
  }

  private static @Nullable String run(@Nullable String rid) {
    UUID id = rid == null ? null : uuid(rid);
    if (rid != null && id == null) {
      throw Problem.parameter("rid", "must be a UUID");
    }
    return id == null ? null : id.toString();
  }

  private static @Nullable String first(Arrival arrival, String name) {
    List<String> values = arrival.query().get(name);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  /** As clients of Cronitor write them: {@code name:value}; what is none is left out. */
  private static Map<String, Double> metrics(List<String> texts) {
    Map<String, Double> metrics = new HashMap<>();
    for (String text : texts) {
      int colon = text.lastIndexOf(':');
      String name = colon < 0 ? "" : text.substring(0, colon);
      if (METRICS.contains(name)) {
        try {
          double value = Double.parseDouble(text.substring(colon + 1));
          if (value >= 0 && value <= LARGEST) {
            metrics.put(name, value);
          }
        } catch (NumberFormatException e) {
          // as if it was not there: the ping counts more
        }
      }
    }
    return metrics;
  }

  static @Nullable String message(@Nullable String text) {
    return text == null ? null : plain(text.substring(0, Math.min(LONGEST_MESSAGE, text.length())));
  }

  private static Signal.Origin origin(Arrival arrival, byte @Nullable [] body) {
    return new Signal.Origin(
        arrival.method(),
        arrival.sender().address(),
        agent(arrival.sender()),
        null,
        null,
        body == null || body.length == 0 ? null : text(body),
        body == null ? 0 : body.length);
  }

  static @Nullable String agent(RequestTrace.Sender sender) {
    String agent = sender.agent();
    return agent == null
        ? null
        : plain(agent.substring(0, Math.min(LONGEST_AGENT, agent.length())));
  }

  /** The beginning, as UTF-8; a character that is cut in two is left out. */
  private static String text(byte[] body) {
    int end = Math.min(BODY_LIMIT, body.length);
    while (end < body.length && end > 0 && (body[end] & 0xC0) == 0x80) {
      end--;
    }
    return plain(new String(body, 0, end, StandardCharsets.UTF_8));
  }

  /** PostgreSQL keeps no U+0000. */
  private static String plain(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
