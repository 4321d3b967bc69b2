package dev.belfry.platform.wire;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Between our records and those of the Vert.x client. */
final class Wires {
  private Wires() {}

  /**
   * The server is the checked address; the host, for Host field, SNI and certificate, is the name.
   */
  static RequestOptions options(Hop hop, InetAddress address, long connectMillis) {
    return new RequestOptions()
        .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, hop.port())))
        .setHost(hop.host())
        .setPort(hop.port())
        .setSsl(hop.secure())
        .setMethod(HttpMethod.valueOf(hop.method()))
        .setURI(hop.target())
        .setFollowRedirects(false)
        .setConnectTimeout(connectMillis);
  }

  static Future<HttpClientResponse> send(HttpClientRequest request, Hop hop, String agent) {
    request.putHeader("User-Agent", agent);
    request.putHeader("Accept", "*/*");
    request.putHeader("Accept-Encoding", "identity");
    hop.headers().forEach(request::putHeader);
    byte[] body = hop.body();
    if (body != null) {
      return request.send(Buffer.buffer(body));
    }
    // Without it some servers answer 411 (RFC 9110, section 8.6).
    boolean expected = List.of("POST", "PUT", "PATCH").contains(hop.method());
    return expected ? request.send(Buffer.buffer()) : request.send();
  }

  static Map<String, List<String>> headers(HttpClientResponse response) {
    Map<String, List<String>> headers = new TreeMap<>();
    response
        .headers()
        .forEach(
            (name, value) ->
                headers
                    .computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                    .add(value));
    return headers;
  }
}
