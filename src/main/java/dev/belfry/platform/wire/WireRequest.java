package dev.belfry.platform.wire;

import dev.belfry.platform.wire.tls.TlsTerms;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to the outside world.
 *
 * @param timeout for everything together: lookup, connections, redirects and body
 * @param followRedirects up to five; otherwise the redirect itself is the answer. Webhooks pass
 *     false
 * @param tls what is shown of ourselves goes to the origin of this request only, and along no
 *     redirect to another
 * @param maxBodyBytes of the answer's body that are read; the rest is never fetched
 */
@SuppressWarnings("ArrayRecordComponent")
public record WireRequest(
    String method,
    URI uri,
    Map<String, String> headers,
    byte @Nullable [] body,
    Duration timeout,
    boolean followRedirects,
    TlsTerms tls,
    int maxBodyBytes,
    Purpose purpose) {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /**
   * @throws IllegalArgumentException for a URL or header that {@link WireUrl} or {@link
   *     WireHeaders} refuses, another method than GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS,
   *     or a timeout that is not positive
   */
  // Written out: javac drops @Nullable from the parameters of compact constructors, and NullAway
  // then errs in tests.
  public WireRequest(
      String method,
      URI uri,
      Map<String, String> headers,
      byte @Nullable [] body,
      Duration timeout,
      boolean followRedirects,
      TlsTerms tls,
      int maxBodyBytes,
      Purpose purpose) {
    require(METHODS.contains(method), "the method is not supported");
    require(timeout.isPositive(), "the timeout is not positive");
    require(maxBodyBytes >= 0, "the limit of the body is negative");
    headers.forEach(
        (name, value) -> WireHeaders.refusal(name, value).ifPresent(why -> require(false, why)));
    this.method = method;
    this.uri = normal(uri);
    this.headers = Map.copyOf(headers);
    this.body = body;
    this.timeout = timeout;
    this.followRedirects = followRedirects;
    this.tls = tls;
    this.maxBodyBytes = maxBodyBytes;
    this.purpose = purpose;
  }

  /** With nothing of our own to show or to trust. */
  public WireRequest(
      String method,
      URI uri,
      Map<String, String> headers,
      byte @Nullable [] body,
      Duration timeout,
      boolean followRedirects,
      boolean verifyTls,
      int maxBodyBytes,
      Purpose purpose) {
    this(
        method,
        uri,
        headers,
        body,
        timeout,
        followRedirects,
        TlsTerms.of(verifyTls),
        maxBodyBytes,
        purpose);
  }

  private static URI normal(URI uri) {
    try {
      return WireUrl.of(uri);
    } catch (BadUrl e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Not the record's own form: headers and body may be secret. */
  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
