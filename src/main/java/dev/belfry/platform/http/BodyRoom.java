package dev.belfry.platform.http;

import io.netty.util.AttributeKey;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The memory for the bodies of all requests that are under way. What is announced is taken before
 * it is read, and given back when the response has ended or the connection is closed. Nobody takes
 * more than a quarter of it.
 */
@ApplicationScoped
class BodyRoom {
  private static final AttributeKey<Taken> LAST = AttributeKey.valueOf("belfry.body");
  private static final int PART_OF_MEMORY = 4;

  /** So that it takes several networks to keep all others out. */
  private static final int PART_OF_ROOM = 4;

  private final long most;
  private final long timeoutMillis;
  private final Map<String, Long> takenFrom = new HashMap<>();
  private long taken;

  BodyRoom(BodyConfig config) {
    this.most =
        config
            .bodiesInFlight()
            .map(MemorySize::asLongValue)
            .orElseGet(() -> Runtime.getRuntime().maxMemory() / PART_OF_MEMORY);
    this.timeoutMillis = config.bodyTimeout().toMillis();
  }

  private final class Taken {
    private final String network;
    private final long bytes;
    private final AtomicBoolean given = new AtomicBoolean();

    private Taken(String network, long bytes) {
      this.network = network;
      this.bytes = bytes;
    }

    private void giveBack() {
      if (given.compareAndSet(false, true)) {
        take(network, -bytes);
      }
    }
  }

  private synchronized void take(String network, long bytes) {
    taken += bytes;
    takenFrom.merge(network, bytes, (old, more) -> old + more == 0 ? null : old + more);
  }

  /** One body from anywhere always has room, as long as there is any. */
  private synchronized boolean takes(String network, long bytes) {
    long his = takenFrom.getOrDefault(network, 0L);
    boolean room = taken + bytes <= most && (his == 0 || his + bytes <= most / PART_OF_ROOM);
    if (room) {
      take(network, bytes);
    }
    return room;
  }

  /**
   * Whether there is room for the body of this request, which is taken.
   *
   * @param largest the largest body of its path, in bytes
   */
  boolean admits(RoutingContext routing, long largest) {
    long bytes = announced(routing.request(), largest);
    if (bytes == 0) {
      return true;
    }
    String network = Network.of(routing.request().remoteAddress().hostAddress());
    if (!takes(network, bytes)) {
      return false;
    }
    Taken mine = new Taken(network, bytes);
    routing.addEndHandler(done -> mine.giveBack());
    if (routing.request().connection() instanceof ConnectionBase base) {
      whenClosed(base, mine);
    }
    closeWhereItNeverEnds(routing);
    return true;
  }

  /** Or whoever sends a byte now and then keeps the room of others. */
  @SuppressWarnings("FutureReturnValueIgnored") // nobody is left to be told
  private void closeWhereItNeverEnds(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    long timer =
        routing
            .vertx()
            .setTimer(
                timeoutMillis,
                late -> {
                  if (!request.isEnded()) {
                    request.connection().close();
                  }
                });
    routing.addEndHandler(done -> routing.vertx().cancelTimer(timer));
  }

  /** A connection has one request at a time; only its last can still be under way at its end. */
  private static void whenClosed(ConnectionBase base, Taken mine) {
    Taken before = base.channel().attr(LAST).getAndSet(mine);
    if (before != null) {
      before.giveBack();
    } else {
      base.channel()
          .closeFuture()
          .addListener(closed -> base.channel().attr(LAST).get().giveBack());
    }
  }

  private static long announced(HttpServerRequest request, long largest) {
    if (Framing.isChunked(request)) {
      return largest;
    }
    @Nullable String length = request.getHeader("Content-Length");
    try {
      return length == null ? 0 : Math.clamp(Long.parseLong(length), 0, largest);
    } catch (NumberFormatException e) {
      return largest;
    }
  }

  /** In bytes. */
  synchronized long taken() {
    return taken;
  }
}
