package dev.belfry.platform.wire;

import dev.belfry.platform.wire.WireFailure.Reason;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.impl.VertxInternal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: hop by hop, address by address, until an answer, a failure or the
 * deadline. One event loop.
 */
final class Exchange {
  /**
   * What exchanges are made with.
   *
   * @param elsewhere for other origins than that of the request
   */
  record Gear(Vertx vertx, HttpClient client, HttpClient elsewhere, Egress egress, String agent) {}

  private final Gear gear;
  private final WireRequest request;
  private final Context loop;
  private final Laps laps = new Laps();
  private final CompletableFuture<WireOutcome> outcome = new CompletableFuture<>();
  private @Nullable Hop home;
  private @Nullable HttpConnection connection;
  private long deadline;
  private int redirects;

  Exchange(Gear gear, WireRequest request) {
    this.gear = gear;
    this.request = request;
    // A loop of its own, not the caller's: one thread that starts thousands would keep them all on
    // one loop.
    this.loop = ((VertxInternal) gear.vertx).createEventLoopContext();
  }

  CompletionStage<WireOutcome> start() {
    loop.runOnContext(
        v -> {
          deadline = gear.vertx.setTimer(millisLeft(), timer -> fail(Reason.TIMEOUT, late()));
          go(new Hop(request.method(), request.uri(), request.headers(), request.body()));
        });
    return outcome;
  }

  private String late() {
    return "no complete answer within " + request.timeout().toMillis() + " ms";
  }

  private long millisLeft() {
    return Math.max(1, request.timeout().minus(laps.passed()).toMillis());
  }

  private void go(Hop hop) {
    home = home == null ? hop : home;
    laps.begin();
    gear.egress
        .resolve(
            hop.uri().getHost(), hop.port(), request.purpose(), Duration.ofMillis(millisLeft()))
        .whenComplete((route, problem) -> loop.runOnContext(v -> routed(hop, route)));
  }

  private void routed(Hop hop, @Nullable Route route) {
    if (outcome.isDone()) {
      return;
    }
    if (Literals.parse(hop.host()).isEmpty()) {
      laps.resolved();
    }
    switch (route) {
      case Route.Open open -> connect(hop, new ArrayDeque<>(open.addresses()));
      case Route.Blocked blocked -> fail(Reason.BLOCKED, blocked.message());
      case Route.Unresolved unresolved ->
          fail(unresolved.late() ? Reason.TIMEOUT : Reason.DNS, unresolved.message());
      case null -> fail(Reason.DNS, "looking up " + hop.host() + " failed");
    }
  }

  private void connect(Hop hop, Deque<InetAddress> addresses) {
    laps.begin();
    long share = Math.max(1, millisLeft() / addresses.size());
    (isHome(hop) ? gear.client : gear.elsewhere)
        .request(Wires.options(hop, addresses.removeFirst(), share))
        .onComplete(result -> connected(hop, addresses, result));
  }

  private boolean isHome(Hop hop) {
    return home == null || hop.sameOrigin(home);
  }

  /** Whether the server could see a certificate of ours. */
  private boolean shows(Hop hop) {
    return request.tls().identity() != null && isHome(hop);
  }

  private void connected(
      Hop hop, Deque<InetAddress> others, AsyncResult<HttpClientRequest> result) {
    if (result.failed()) {
      Failures.Meaning meaning = Failures.of(result.cause(), hop.host(), shows(hop));
      if (meaning.isFinal() || others.isEmpty() || outcome.isDone()) {
        fail(meaning.reason(), meaning.message());
      } else {
        connect(hop, others);
      }
      return;
    }
    if (outcome.isDone()) {
      result.result().connection().close();
      return;
    }
    laps.connected();
    connection = result.result().connection();
    // Request and answer hear of it too; without a handler Vert.x logs what the peer sent.
    connection.exceptionHandler(problem -> {});
    CloseNotify.endsWith(connection);
    Wires.send(result.result(), hop, gear.agent).onComplete(answer -> answered(hop, answer));
  }

  private void answered(Hop hop, AsyncResult<HttpClientResponse> answer) {
    if (outcome.isDone()) {
      return;
    }
    if (answer.failed()) {
      fail(hop, answer.cause());
      return;
    }
    laps.answered();
    HttpClientResponse response = answer.result();
    String location = response.getHeader("location");
    if (response.statusCode() < 200) {
      fail(Reason.PROTOCOL, hop.host() + " switched to another protocol");
    } else if (request.followRedirects() && Redirects.leads(response.statusCode(), location)) {
      follow(hop, response.statusCode(), location);
    } else {
      read(hop, response);
    }
  }

  private void follow(Hop hop, int status, String location) {
    disconnect();
    if (++redirects > Redirects.MOST) {
      fail(Reason.REDIRECT, "redirected more than " + Redirects.MOST + " times");
      return;
    }
    try {
      go(Redirects.next(hop, status, location));
    } catch (BadUrl e) {
      fail(
          Reason.REDIRECT,
          hop.host() + " redirects to a URL that is not opened: " + e.getMessage());
    }
  }

  private void read(Hop hop, HttpClientResponse response) {
    BodyBuffer body = new BodyBuffer(request.maxBodyBytes());
    response.exceptionHandler(problem -> fail(hop, problem));
    response.endHandler(v -> finish(answer(hop, response, body, false)));
    response.handler(
        chunk -> {
          if (!outcome.isDone() && !body.add(chunk)) {
            finish(answer(hop, response, body, true));
          }
        });
  }

  private WireResponse answer(
      Hop hop, HttpClientResponse response, BodyBuffer body, boolean truncated) {
    return new WireResponse(
        response.statusCode(),
        Wires.headers(response),
        body.bytes(),
        truncated,
        laps.phases(),
        hop.uri());
  }

  private void fail(Hop hop, Throwable problem) {
    Failures.Meaning meaning = Failures.of(problem, hop.host(), shows(hop));
    fail(meaning.reason(), meaning.message());
  }

  private void fail(Reason reason, String message) {
    finish(new WireFailure(reason, message, laps.phases()));
  }

  private void finish(WireOutcome result) {
    if (outcome.isDone()) {
      return;
    }
    gear.vertx.cancelTimer(deadline);
    disconnect();
    outcome.complete(result);
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  /** The first bytes of a body. */
  private static final class BodyBuffer {
    private final Buffer bytes = Buffer.buffer();
    private final int limit;

    BodyBuffer(int limit) {
      this.limit = limit;
    }

    /** Keeps what still fits; answers whether that was all of the chunk. */
    boolean add(Buffer chunk) {
      int room = Math.min(chunk.length(), limit - bytes.length());
      bytes.appendBuffer(chunk, 0, room);
      return room == chunk.length();
    }

    byte[] bytes() {
      return bytes.getBytes();
    }
  }
}
