package dev.belfry.platform.wire;

import dev.belfry.platform.wire.tls.TlsTerms;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509KeyManager;

/** How the HTTP clients are set. */
final class WireOptions {
  private static final int CONNECTIONS_TO_ONE_ADDRESS = 1000;
  private static final int HEAD_BYTES = 32 * 1024;
  // Only ends what the request's own deadline has already given up.
  private static final int ABANDONED_SECONDS = 60;

  private WireOptions() {}

  static HttpClientOptions of(boolean verifyTls) {
    return new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_1_1)
        .setVerifyHost(verifyTls)
        .setTrustAll(!verifyTls)
        // Every look makes its own connection: that it can be made is part of what is looked at.
        .setKeepAlive(false)
        .setKeepAliveTimeout(1)
        .setMaxPoolSize(CONNECTIONS_TO_ONE_ADDRESS)
        .setConnectTimeout(ABANDONED_SECONDS * 1000)
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setSslHandshakeTimeout(ABANDONED_SECONDS)
        .setMaxHeaderSize(HEAD_BYTES)
        // A compressed body stays compressed: inflating is the caller's, within its own limit.
        .setDecompressionSupported(false)
        // Trace headers are nobody else's business.
        .setTracingPolicy(TracingPolicy.IGNORE);
  }

  /** For one request alone, since what it shows is nobody else's. */
  static HttpClientOptions of(TlsTerms tls) {
    HttpClientOptions options = of(tls.verify());
    X509KeyManager shown = tls.keyManager();
    if (shown != null) {
      options.setKeyCertOptions(KeyCertOptions.wrap(shown));
    }
    return tls.verify() ? options.setTrustOptions(TrustOptions.wrap(tls.trustManager())) : options;
  }
}
