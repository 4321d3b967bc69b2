package dev.belfry.access.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a login lasts. */
@ConfigMapping(prefix = "belfry.access.session")
interface SessionConfig {
  /** Ends after this long without a call; a working day, so that a wallboard uses a key instead. */
  @WithDefault("PT8H")
  Duration idle();

  /** Ends after this long whatever happens. */
  @WithDefault("P7D")
  Duration absolute();
}
