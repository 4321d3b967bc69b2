package dev.belfry.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How credentials may come, and how many wrong ones. */
@ConfigMapping(prefix = "belfry.access")
public interface AccessConfig {
  /**
   * Whether a key is also taken from the query parameter or the JSON property {@code api_key}, and
   * a session from the query parameter {@code session_id}, as xyOps does. URLs are kept in many
   * logs, so only for clients that cannot be changed.
   */
  @WithDefault("false")
  boolean unsafeChannels();

  /**
   * Whether calls are answered that a proxy says came by plain HTTP. Redirecting them would hide
   * that the key was already readable on its way (ASVS 5, 4.1.2).
   */
  @WithDefault("false")
  boolean plainHttp();

  Failures failures();

  /** Failed authentications of one address; an IPv6 network of 64 bits is one address. */
  interface Failures {
    /** So many at once; then its calls wait in a slow lane, where a valid credential passes. */
    @WithDefault("30")
    int burst();

    /** One more after each such time. */
    @WithDefault("PT2S")
    Duration refill();
  }
}
