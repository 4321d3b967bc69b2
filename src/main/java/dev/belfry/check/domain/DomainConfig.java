package dev.belfry.check.domain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where registries are found. */
@ConfigMapping(prefix = "belfry.check.domain")
interface DomainConfig {
  /** The list of RDAP servers by top level domain (RFC 9224); fetched once a day. */
  @WithDefault("https://data.iana.org/rdap/dns.json")
  String bootstrap();

  /** The WHOIS server that knows those of all top level domains, with its port. */
  @WithDefault("whois.iana.org:43")
  String whois();
}
