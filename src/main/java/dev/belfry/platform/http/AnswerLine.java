package dev.belfry.platform.http;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The connection on which an answer leaves, for whoever writes for a long time. */
public final class AnswerLine {
  private final RoutingContext routing;

  AnswerLine(RoutingContext routing) {
    this.routing = routing;
  }

  /** Whether nobody reads any more, or all has been said. */
  public boolean isGone() {
    return routing.response().closed() || routing.response().ended();
  }

  /**
   * To be run when the reader goes, once the answer has begun. Quarkus would close the whole
   * connection, on which other answers may leave, when one of HTTP/2 is given up.
   */
  public void whenBroken(Runnable told) {
    HttpConnection connection = routing.request().connection();
    routing
        .response()
        .exceptionHandler(
            broken -> {
              told.run();
              synchronized (connection) {
                connection.notifyAll(); // Quarkus' writers wait there for room
              }
            });
  }

  /**
   * Breaks off in the middle, so that the reader sees that there was more, whatever is still on its
   * way to him.
   */
  public void cut() {
    HttpConnection connection = routing.request().connection();
    if (routing.request().version() == HttpVersion.HTTP_2) {
      routing.response().reset();
    } else if (connection instanceof ConnectionBase base) {
      // Vert.x would wait until a reader who does not read has read all, and so would its handlers.
      Channel channel = base.channel();
      channel.eventLoop().execute(() -> channel.unsafe().close(channel.voidPromise()));
    } else {
      connection.close();
    }
  }

  /** Of the request, while it is read. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(routing.request().getHeader(name));
  }
}
