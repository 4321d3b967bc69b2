package dev.belfry.platform.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The server that takes our mail. */
@ConfigMapping(prefix = "belfry.mail")
interface MailSettings {
  /** How the connection is secured. */
  enum Tls {
    /** Not at all; for a relay on the same machine or in the same private network. */
    NONE,
    /** Plain at first, then TLS or nothing (RFC 3207). */
    STARTTLS,
    /** TLS from the start (RFC 8314). */
    IMPLICIT
  }

  /** Mail is off without it. */
  Optional<String> host();

  /** Unset: 25, 587 or 465 for none, starttls and implicit. */
  OptionalInt port();

  @WithDefault("starttls")
  Tls tls();

  /** PEM of authorities that are trusted besides those of Java. */
  Optional<Path> certificates();

  /** Sent over TLS only. */
  Optional<String> username();

  Optional<String> password();

  /** Needed with the host; {@code alerts@example.org} or {@code Belfry <alerts@example.org>}. */
  Optional<String> from();

  /**
   * Where people reach Belfry, such as {@code https://belfry.example.org}: links in mails begin
   * with it. Never taken from a request, which anybody can send with a host of his own. Unset:
   * mails have codes and no links.
   */
  Optional<String> publicUrl();

  /** For one mail altogether; at most 25 seconds, since the lease of a delivery lasts 60. */
  @WithDefault("15s")
  @DurationMin(millis = 1)
  @DurationMax(seconds = 25)
  Duration timeout();
}
