package dev.belfry.statuspage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How status pages are shown. */
@ConfigMapping(prefix = "belfry.statuspage")
public interface StatusPageConfig {
  /**
   * For how long readers and what stands between may keep a page, and for how long we show one that
   * was made before: a crowd costs one page in this time.
   */
  @WithDefault("PT15S")
  Duration keep();

  /** Where outsiders reach Belfry, for links in feeds; unset: as whoever reads the feed does. */
  Optional<String> publicUrl();

  /** Hosts by which Belfry itself is called; no page may take one as its domain. */
  Optional<List<String>> reservedDomains();

  /** Whether a page is served at a domain only once the DNS has shown that it may. */
  @WithDefault("true")
  boolean domainProof();

  /**
   * The name server that is asked for proofs, as an address with or without a port; unset: that of
   * this machine.
   */
  Optional<String> domainResolver();
}
