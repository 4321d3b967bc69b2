package dev.belfry.heartbeat;

import dev.belfry.platform.http.SmallBody;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Where one pings: below the public URL, or else where the reader of it has found us himself. */
@ApplicationScoped
class PingUrl implements SmallBody {
  private static final String PATH = "/ping/";

  /** Ten times what is kept: whoever pipes a whole log into it is not refused at once. */
  private static final long LARGEST = 100_000;

  private final HeartbeatConfig config;
  private final CurrentVertxRequest current;

  PingUrl(HeartbeatConfig config, CurrentVertxRequest current) {
    this.config = config;
    this.current = current;
  }

  String of(UUID token) {
    return config.publicUrl().map(base -> base.replaceFirst("/+$", "")).orElseGet(this::here)
        + PATH
        + token;
  }

  @Override
  public String prefix() {
    return PATH;
  }

  @Override
  public long largest() {
    return LARGEST;
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
