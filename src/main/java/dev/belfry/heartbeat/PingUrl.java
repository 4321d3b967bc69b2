package dev.belfry.heartbeat;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Where one pings: below the public URL, or else where the reader of it has found us himself. */
@ApplicationScoped
class PingUrl {
  private final HeartbeatConfig config;
  private final CurrentVertxRequest current;

  PingUrl(HeartbeatConfig config, CurrentVertxRequest current) {
    this.config = config;
    this.current = current;
  }

  String of(UUID token) {
    return config.publicUrl().map(base -> base.replaceFirst("/+$", "")).orElseGet(this::here)
        + "/ping/"
        + token;
  }

  private String here() {
    var routing = current.getCurrent();
    if (routing == null) {
      return "";
    }
    var request = routing.request();
    return request.authority() == null ? "" : request.scheme() + "://" + request.authority();
  }
}
