package dev.belfry.platform.wire.dial;

import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.tls.TlsTerms;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Single calls over HTTP/2, with the fields that come after the body: what gRPC is made of. Each
 * call has a connection of its own, to an address that was checked. Calls block: use a virtual
 * thread.
 */
@ApplicationScoped
public class Http2Caller {
  private static final int CONNECTIONS_TO_ONE_ADDRESS = 1_000;
  private static final int HEAD_BYTES = 32 * 1024;

  /** What another address of the same name would say too. */
  private static final Set<Reason> FINAL =
      Set.of(Reason.TLS, Reason.CLIENT_CERTIFICATE_REFUSED, Reason.CLIENT_CERTIFICATE_REQUIRED);

  private final Vertx vertx;
  private final Dialer dialer;
  private final HttpClient verifying;
  private final HttpClient trusting;

  public Http2Caller(Dialer dialer, Vertx vertx) {
    this.vertx = vertx;
    this.dialer = dialer;
    this.verifying = vertx.createHttpClient(options(true));
    this.trusting = vertx.createHttpClient(options(false));
  }

  /**
   * Where a call goes.
   *
   * @param tls null speaks HTTP/2 at once, without asking (RFC 9113, section 3.3)
   */
  public record Place(String host, int port, @Nullable TlsTerms tls) {
    boolean shows() {
      return tls != null && tls.identity() != null;
    }
  }

  /**
   * An answer.
   *
   * @param fields of its head and of its end, with names in lower case; of several, the last
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(int status, byte[] body, Map<String, String> fields) {}

  private static HttpClientOptions options(TlsTerms tls) {
    HttpClientOptions options = options(tls.verify());
    X509KeyManager shown = tls.keyManager();
    if (shown != null) {
      options.setKeyCertOptions(KeyCertOptions.wrap(shown));
    }
    return tls.verify() ? options.setTrustOptions(TrustOptions.wrap(tls.trustManager())) : options;
  }

  private static HttpClientOptions options(boolean verifyTls) {
    return new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_2)
        .setUseAlpn(true)
        .setHttp2ClearTextUpgrade(false)
        // One call a connection, which is closed after it: that it can be made is looked at too.
        .setHttp2MultiplexingLimit(1)
        .setHttp2MaxPoolSize(CONNECTIONS_TO_ONE_ADDRESS)
        .setHttp2KeepAliveTimeout(1)
        .setVerifyHost(verifyTls)
        .setTrustAll(!verifyTls)
        .setInitialSettings(new io.vertx.core.http.Http2Settings().setMaxHeaderListSize(HEAD_BYTES))
        .setDecompressionSupported(false)
        .setTracingPolicy(TracingPolicy.IGNORE);
  }

  /**
   * Posts a body and waits for all of the answer.
   *
   * @throws WireException for whatever keeps it from a whole answer, one that is too large included
   */
  public Answer post(
      Place place, String path, Map<String, String> headers, byte[] body, Within within)
      throws WireException {
    TlsTerms tls = place.tls();
    if (tls == null || tls.isPlain()) {
      HttpClient shared = tls == null || tls.verify() ? verifying : trusting;
      return post(shared, place, new Message(path, headers, body), within);
    }
    HttpClient own = vertx.createHttpClient(options(tls));
    try {
      return post(own, place, new Message(path, headers, body), within);
    } finally {
      own.close();
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Message(String path, Map<String, String> headers, byte[] body) {}

  private Answer post(HttpClient client, Place place, Message message, Within within)
      throws WireException {
    List<InetAddress> addresses =
        dialer.resolve(place.host(), place.port(), Purpose.MONITOR, within.deadline());
    WireException failure = new WireException(Reason.REFUSED, place.host() + " has no address");
    for (int i = 0; i < addresses.size(); i++) {
      int share =
          within.deadline().millis("connecting to " + place.host()) / (addresses.size() - i);
      try {
        HttpClientRequest request = connected(client, place, addresses.get(i), Math.max(1, share));
        request.setURI(message.path());
        message.headers().forEach(request::putHeader);
        return answered(place, request, message.body(), within);
      } catch (NotConnected e) {
        failure = e.meaning;
      }
    }
    throw failure;
  }

  /** The bounds of a call: when it must be over, and how large an answer is read. */
  public record Within(Deadline deadline, int mostBytes) {}

  private static final class NotConnected extends Exception {
    private static final long serialVersionUID = 1L;
    private final WireException meaning;

    NotConnected(WireException meaning) {
      super(meaning.getMessage(), null, false, false);
      this.meaning = meaning;
    }
  }

  private static HttpClientRequest connected(
      HttpClient client, Place place, InetAddress address, int millis)
      throws WireException, NotConnected {
    RequestOptions options =
        new RequestOptions()
            .setServer(
                SocketAddress.inetSocketAddress(new InetSocketAddress(address, place.port())))
            .setHost(place.host())
            .setPort(place.port())
            .setSsl(place.tls() != null)
            .setMethod(HttpMethod.POST)
            .setConnectTimeout(millis);
    Future<HttpClientRequest> connecting = client.request(options);
    try {
      return await(connecting, millis, place);
    } catch (WireException e) {
      // One that comes after all is of no use any more.
      connecting.onSuccess(late -> late.connection().close());
      if (FINAL.contains(e.reason())) {
        throw e;
      }
      throw new NotConnected(e);
    }
  }

  private static Answer answered(Place place, HttpClientRequest request, byte[] body, Within within)
      throws WireException {
    // Without a handler Vert.x logs what the peer sent.
    request.connection().exceptionHandler(problem -> {});
    request.exceptionHandler(problem -> {});
    try {
      if (request.version() != HttpVersion.HTTP_2) {
        throw new WireException(Reason.PROTOCOL, place.host() + " does not speak HTTP/2");
      }
      return await(
          request
              .send(Buffer.buffer(body))
              .compose(response -> whole(response, place.host(), within.mostBytes())),
          within.deadline().millis("waiting for an answer of " + place.host()),
          place);
    } finally {
      request.connection().close();
    }
  }

  private static Future<Answer> whole(HttpClientResponse response, String host, int most) {
    Promise<Answer> answer = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(answer::tryFail);
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() <= most) {
            body.appendBuffer(chunk);
          } else {
            answer.tryFail(
                new WireException(Reason.PROTOCOL, host + " answered with more than is read"));
            response.request().reset();
          }
        });
    response.endHandler(
        end ->
            answer.tryComplete(
                new Answer(
                    response.statusCode(),
                    body.getBytes(),
                    fields(response.headers(), response.trailers()))));
    return answer.future();
  }

  private static Map<String, String> fields(MultiMap head, @Nullable MultiMap end) {
    Map<String, String> fields = new java.util.HashMap<>();
    head.forEach((name, value) -> fields.put(name.toLowerCase(java.util.Locale.ROOT), value));
    if (end != null) {
      end.forEach((name, value) -> fields.put(name.toLowerCase(java.util.Locale.ROOT), value));
    }
    return Map.copyOf(fields);
  }

  private static <T> T await(Future<T> future, int millis, Place place) throws WireException {
    String host = place.host();
    try {
      return future.toCompletionStage().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw WireException.of(e.getCause() == null ? e : e.getCause(), host, place.shows());
    } catch (TimeoutException e) {
      throw new WireException(Reason.TIMEOUT, host + " took too long");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WireException(Reason.TIMEOUT, host + " took too long");
    }
  }

  @PreDestroy
  void close() {
    verifying.close();
    trusting.close();
  }
}
