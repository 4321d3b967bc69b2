package dev.belfry.platform.wire;

import dev.belfry.platform.wire.tls.TlsTerms;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The HTTP client for everything outside: guarded by {@link Egress} at every hop, bounded in time
 * and memory.
 */
@ApplicationScoped
public class WireClient {
  private final Vertx vertx;
  private final Egress egress;
  private final String agent;
  private final HttpClient verifying;
  private final HttpClient trusting;

  @Inject
  WireClient(
      Vertx vertx,
      Egress egress,
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "dev") String version) {
    this(vertx, egress, version, WireOptions.of(true));
  }

  WireClient(Vertx vertx, Egress egress, String version, HttpClientOptions verified) {
    this.vertx = vertx;
    this.egress = egress;
    this.agent = "Belfry/" + version;
    this.verifying = vertx.createHttpClient(verified);
    this.trusting = vertx.createHttpClient(WireOptions.of(false));
  }

  /**
   * Sends the request; failures of the outside world are outcomes, never exceptions. The stage
   * completes on an event loop thread: do not block in what depends on it.
   */
  public CompletionStage<WireOutcome> send(WireRequest request) {
    TlsTerms tls = request.tls();
    HttpClient shared = tls.verify() ? verifying : trusting;
    if (tls.isPlain()) {
      return send(request, shared, shared);
    }
    List<HttpClient> own = new ArrayList<>();
    own.add(vertx.createHttpClient(WireOptions.of(tls)));
    TlsTerms others = tls.withoutIdentity();
    if (tls.identity() != null && !others.isPlain()) {
      own.add(vertx.createHttpClient(WireOptions.of(others)));
    }
    HttpClient elsewhere = others.isPlain() ? shared : own.getLast();
    return send(request, own.getFirst(), elsewhere)
        .whenComplete((outcome, problem) -> own.forEach(HttpClient::close));
  }

  private CompletionStage<WireOutcome> send(
      WireRequest request, HttpClient client, HttpClient elsewhere) {
    return new Exchange(new Exchange.Gear(vertx, client, elsewhere, egress, agent), request)
        .start();
  }

  @PreDestroy
  void close() {
    verifying.close();
    trusting.close();
  }
}
