package dev.belfry.platform.http;

import io.netty.util.AttributeKey;
import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a request ends (RFC 9112, section 6), and what its head may say but once. */
final class Framing {
  private static final AttributeKey<Boolean> OVER = AttributeKey.valueOf("belfry.over");
  private static final String TRANSFER_ENCODING = "Transfer-Encoding";

  /** RFC 3986, section 3.2.2, but for percent-encoding, which the names of DNS do not have. */
  private static final Pattern HOST =
      Pattern.compile("([\\w.~!$&'()*+,;=-]+|\\[(?<six>[0-9A-Fa-f:.]+)])(:\\d{0,5})?");

  private Framing() {}

  /**
   * Why two readers could see different requests, in a sentence; what follows is not to be read.
   */
  static Optional<String> fault(HttpServerRequest request) {
    MultiMap headers = request.headers();
    if (request.version() == null) {
      return Optional.of("Belfry speaks HTTP/1.1 and HTTP/1.0.");
    }
    List<String> hosts = headers.getAll("Host");
    if (hosts.size() > 1) {
      return Optional.of("There is more than one Host header.");
    }
    if (hosts.isEmpty() || !isHost(hosts.getFirst())) {
      return Optional.of("There is no Host header, or it names no host.");
    }
    if (headers.getAll("Content-Type").size() > 1) {
      return Optional.of("There is more than one Content-Type header.");
    }
    List<String> codings = headers.getAll(TRANSFER_ENCODING);
    if (codings.isEmpty()) {
      return Optional.empty();
    }
    if (request.version() == HttpVersion.HTTP_1_0) {
      return Optional.of("HTTP/1.0 has no Transfer-Encoding.");
    }
    return codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked")
        ? Optional.empty()
        : Optional.of("The only Transfer-Encoding that is read is chunked, said once.");
  }

  private static boolean isHost(String text) {
    Matcher host = HOST.matcher(text);
    return host.matches()
        && (host.group("six") == null || NetUtil.isValidIpV6Address(host.group("six")));
  }

  /**
   * Whether a body comes in chunks. Netty has taken a Content-Length beside them away, so that none
   * can be told to have been there: whatever follows is for nobody.
   */
  static boolean isChunked(HttpServerRequest request) {
    return request.headers().contains(TRANSFER_ENCODING);
  }

  /** Makes this request the last of its connection, also where others have been read already. */
  @SuppressWarnings("FutureReturnValueIgnored") // whoever hangs up waits for nobody
  static void end(RoutingContext routing) {
    if (routing.request().connection() instanceof ConnectionBase base) {
      base.channel().attr(OVER).set(true);
    }
    routing.response().putHeader("Connection", "close");
    routing.addEndHandler(done -> routing.request().connection().close());
  }

  /** Whether a request before this one was the last of the connection. */
  static boolean isOver(HttpServerRequest request) {
    return request.connection() instanceof ConnectionBase base
        && Boolean.TRUE.equals(base.channel().attr(OVER).get());
  }
}
