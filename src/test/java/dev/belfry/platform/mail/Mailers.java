package dev.belfry.platform.mail;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;

/** Mailers as settings make them. */
public final class Mailers {
  private Mailers() {}

  /** To a server on loopback, without TLS. */
  public static Mailer to(Vertx vertx, int port) {
    return of(
        vertx,
        Map.of(
            "belfry.mail.host",
            "127.0.0.1",
            "belfry.mail.port",
            "" + port,
            "belfry.mail.tls",
            "none",
            "belfry.mail.from",
            "Belfry <alerts@example.org>"));
  }

  static Mailer of(Vertx vertx, Map<String, String> values) {
    return new Mailer(
        vertx,
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(MailSettings.class)
            .withDefaultValues(values)
            .build()
            .getConfigMapping(MailSettings.class));
  }
}
