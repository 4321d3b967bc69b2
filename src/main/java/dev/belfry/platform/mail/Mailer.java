package dev.belfry.platform.mail;

import dev.belfry.platform.start.StartRefusedException;
import dev.belfry.platform.wire.tls.BadPem;
import dev.belfry.platform.wire.tls.PemCertificates;
import dev.belfry.platform.wire.tls.TlsTerms;
import io.quarkus.runtime.Startup;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Hands mails to the installation's server. Started with the server, so that settings that
 * contradict each other stop the start.
 */
@Startup
@ApplicationScoped
public class Mailer {
  private static final int MOST_AT_ONCE = 10;

  private final @Nullable MailClient client;

  /**
   * On one event loop: from others the client may miss the server's greeting, which comes before it
   * listens, and wait for it until the time is over.
   */
  private final Context loop;

  private final String from;
  private final @Nullable URI publicUrl;
  private final Duration timeout;

  Mailer(Vertx vertx, MailSettings settings) {
    this.loop = vertx.getOrCreateContext();
    this.timeout = settings.timeout();
    this.publicUrl = settings.publicUrl().map(Mailer::base).orElse(null);
    String host = settings.host().orElse("");
    if (host.isBlank()) {
      this.client = null;
      this.from = "";
    } else {
      this.from =
          settings
              .from()
              .orElseThrow(() -> new StartRefusedException("BELFRY_MAIL_FROM is needed."));
      requireSender(from);
      this.client = MailClient.create(vertx, config(settings, host));
    }
  }

  private static URI base(String text) {
    try {
      URI url = new URI(text.replaceFirst("/+$", ""));
      boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (http && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw new StartRefusedException(
        "BELFRY_MAIL_PUBLIC_URL must be a URL such as https://belfry.example.org.");
  }

  private static String address(String from) {
    int open = from.lastIndexOf('<');
    return open >= 0 && from.endsWith(">") ? from.substring(open + 1, from.length() - 1) : from;
  }

  private static void requireSender(String from) {
    if (Mail.refusal(address(from)).isPresent() || from.chars().anyMatch(Character::isISOControl)) {
      throw new StartRefusedException(
          "BELFRY_MAIL_FROM must be an address, or a name and an address in angle brackets.");
    }
  }

  private static MailConfig config(MailSettings settings, String host) {
    MailSettings.Tls tls = settings.tls();
    MailConfig config =
        new MailConfig()
            .setHostname(host)
            .setPort(settings.port().orElse(port(tls)))
            .setStarttls(
                tls == MailSettings.Tls.STARTTLS
                    ? StartTLSOptions.REQUIRED
                    : StartTLSOptions.DISABLED)
            .setSsl(tls == MailSettings.Tls.IMPLICIT)
            .setLogin(LoginOption.DISABLED)
            // A kept connection may be dead; the mail that finds out is not worth the time saved.
            .setKeepAlive(false)
            .setMaxPoolSize(MOST_AT_ONCE);
    // The name in the certificate is compared by the client itself, and only if none is set here.
    config.setConnectTimeout(Math.toIntExact(settings.timeout().toMillis()));
    // Ends what the mail's own time has given up already.
    config.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    config.setIdleTimeout(Math.toIntExact(settings.timeout().toMillis()));
    settings.certificates().ifPresent(file -> config.setTrustOptions(trust(file)));
    if (settings.username().isPresent()) {
      if (tls == MailSettings.Tls.NONE) {
        throw new StartRefusedException(
            "BELFRY_MAIL_USERNAME would be sent in the clear: BELFRY_MAIL_TLS must not be none.");
      }
      config
          .setLogin(LoginOption.REQUIRED)
          .setUsername(settings.username().get())
          .setPassword(settings.password().orElse(""));
    }
    return config;
  }

  private static int port(MailSettings.Tls tls) {
    return switch (tls) {
      case NONE -> 25;
      case STARTTLS -> 587;
      case IMPLICIT -> 465;
    };
  }

  private static TrustOptions trust(Path file) {
    try {
      return TrustOptions.wrap(
          new TlsTerms(true, null, PemCertificates.authorities(Files.readString(file)))
              .trustManager());
    } catch (IOException | BadPem e) {
      throw new StartRefusedException(
          "BELFRY_MAIL_CERTIFICATES cannot be used: " + e.getMessage(), e);
    }
  }

  /** Whether there is a server to hand mails to. */
  public boolean configured() {
    return client != null;
  }

  /** A page of ours, where it is known how people reach us. */
  public Optional<String> link(String path) {
    return Optional.ofNullable(publicUrl).map(url -> url + path);
  }

  /**
   * What ids of our mails end with (RFC 5322, 3.6.4): the host by which we are known, or the domain
   * that we write from.
   */
  public String domain() {
    String host = publicUrl == null ? null : publicUrl.getHost();
    String sender = address(from);
    return host != null && host.matches("[A-Za-z0-9.-]+")
        ? host
        : sender.substring(sender.indexOf('@') + 1);
  }

  /**
   * Hands it over; blocks, up to the time for one mail. With no transaction open.
   *
   * @return what came of it; failures of the outside world are outcomes, never exceptions
   */
  public MailOutcome send(Mail mail) {
    MailClient sending = client;
    if (sending == null) {
      return MailOutcome.OFF;
    }
    long begun = System.nanoTime();
    MailMessage message = message(mail);
    CompletableFuture<MailResult> sent = new CompletableFuture<>();
    loop.runOnContext(
        go ->
            sending
                .sendMail(message)
                .onSuccess(sent::complete)
                .onFailure(sent::completeExceptionally));
    try {
      sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return MailOutcome.sent(millisSince(begun));
    } catch (TimeoutException e) {
      return MailOutcome.temporary("the mail server took too long", null, millisSince(begun));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return MailOutcome.temporary("sending was interrupted", null, millisSince(begun));
    } catch (ExecutionException e) {
      return Refusals.of(e.getCause(), millisSince(begun));
    }
  }

  private MailMessage message(Mail mail) {
    MailMessage message = new MailMessage();
    message.setFrom(from).setTo(List.of(mail.to())).setSubject(mail.subject());
    message.setText(mail.text());
    if (mail.html() != null) {
      message.setHtml(mail.html());
    }
    // So that no absence note answers it (RFC 3834).
    message.addHeader("Auto-Submitted", "auto-generated");
    mail.headers().forEach(message::addHeader);
    return message;
  }

  private static int millisSince(long begun) {
    return Math.toIntExact(Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }

  @PreDestroy
  void close() {
    if (client != null) {
      client.close();
    }
  }
}
