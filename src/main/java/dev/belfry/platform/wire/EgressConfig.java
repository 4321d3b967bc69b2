package dev.belfry.platform.wire;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/**
 * Which special-purpose networks Belfry may reach, as CIDR blocks ({@code 10.0.0.0/8,fd00::/8}) or
 * the word {@code none}. Public addresses are always open; some addresses stay closed whatever is
 * written here. Unset: private networks and loopback are open beside the embedded database (a
 * single machine at home) and closed otherwise.
 */
@ConfigMapping(prefix = "belfry.egress")
interface EgressConfig {
  /** For both of the next purposes, where the narrower keys are unset. */
  Optional<List<String>> allow();

  /** For looks at targets; overrides {@link #allow()}. */
  Optional<List<String>> allowMonitors();

  /** For webhooks and other notices; overrides {@link #allow()}. */
  Optional<List<String>> allowWebhooks();

  /**
   * For webhooks of outsiders, such as subscribers of status pages; unset: none, whatever else is
   * allowed.
   */
  Optional<List<String>> allowOutsiders();
}
