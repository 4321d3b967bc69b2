package dev.belfry.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What the first start makes. Looked at only while there is no account. */
@ConfigMapping(prefix = "belfry.bootstrap")
interface BootstrapConfig {
  /** Address of the first admin. Environment: BELFRY_BOOTSTRAP_ADMIN_EMAIL. */
  @WithDefault("admin@localhost")
  String adminEmail();

  /** Its password, from 12 characters; drawn and shown once when absent. */
  Optional<String> adminPassword();

  /** A well-formed key to be made with full access, for machines that set up machines. */
  Optional<String> adminKey();

  /** Name of the first account. */
  @WithDefault("Main")
  String accountName();

  /** Its plan; whoever hosts Belfry himself has the largest. */
  @WithDefault("enterprise")
  String plan();
}
