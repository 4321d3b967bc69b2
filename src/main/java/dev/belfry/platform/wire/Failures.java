package dev.belfry.platform.wire;

import dev.belfry.platform.wire.WireFailure.Reason;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What an exception of the client means; the words are ours, since those of libraries may repeat
 * what a peer sent.
 */
final class Failures {
  /** What a TLS peer says of a client's certificate (RFC 8446, section 6.2). */
  private static final Pattern ALERT =
      Pattern.compile(
          "fatal alert: (bad_certificate|unsupported_certificate|certificate_revoked|"
              + "certificate_expired|certificate_unknown|certificate_required|no_certificate|"
              + "unknown_ca|access_denied)");

  private static final String HANDSHAKE_FAILURE = "fatal alert: handshake_failure";

  record Meaning(Reason reason, String message) {
    /** Whether another address of the same name would say the same. */
    boolean isFinal() {
      return reason == Reason.TLS
          || reason == Reason.CLIENT_CERTIFICATE_REFUSED
          || reason == Reason.CLIENT_CERTIFICATE_REQUIRED;
    }
  }

  private Failures() {}

  /**
   * @param shows whether we had a certificate to show
   */
  static Meaning of(Throwable problem, String host, boolean shows) {
    List<Throwable> causes = causes(problem);
    if (any(causes, SslHandshakeTimeoutException.class, ConnectTimeoutException.class)
        || any(causes, TimeoutException.class)) {
      return new Meaning(Reason.TIMEOUT, "connecting to " + host + " took too long");
    }
    if (any(causes, SSLException.class, GeneralSecurityException.class)) {
      return alert(causes)
          .map(alert -> refused(alert, host, shows))
          .orElseGet(() -> new Meaning(Reason.TLS, tls(causes, host)));
    }
    if (any(causes, HttpClosedException.class, ClosedChannelException.class)
        || any(causes, PrematureChannelClosureException.class)) {
      return closed(host);
    }
    if (any(causes, SocketException.class)) {
      // Before the connection stands; a reset of a standing one comes as a plain SocketException or
      // IOException.
      return causes.stream()
              .anyMatch(c -> c.getClass() != SocketException.class && c instanceof SocketException)
          ? new Meaning(Reason.REFUSED, refused(causes, host))
          : closed(host);
    }
    if (any(causes, IOException.class) && !decoding(causes)) {
      return closed(host);
    }
    return new Meaning(Reason.PROTOCOL, host + " did not answer with valid HTTP");
  }

  private static Optional<String> alert(List<Throwable> causes) {
    return causes.stream()
        .filter(SSLException.class::isInstance)
        .map(cause -> ALERT.matcher("" + cause.getMessage()))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }

  private static Meaning refused(String alert, String host, boolean shows) {
    return shows
        ? new Meaning(
            Reason.CLIENT_CERTIFICATE_REFUSED,
            host + " refused the client certificate (" + alert + ")")
        : new Meaning(
            Reason.CLIENT_CERTIFICATE_REQUIRED,
            host + " wants a client certificate, and none is set (" + alert + ")");
  }

  private static boolean decoding(List<Throwable> causes) {
    return any(causes, DecoderException.class);
  }

  private static Meaning closed(String host) {
    return new Meaning(
        Reason.CLOSED, host + " closed the connection before its answer was complete");
  }

  private static String refused(List<Throwable> causes, String host) {
    return any(causes, NoRouteToHostException.class)
        ? "there is no route to " + host
        : host + " refused the connection";
  }

  private static String tls(List<Throwable> causes, String host) {
    if (any(causes, CertificateExpiredException.class)) {
      return "the certificate of " + host + " has expired";
    }
    if (any(causes, CertificateNotYetValidException.class)) {
      return "the certificate of " + host + " is not valid yet";
    }
    if (any(causes, CertPathBuilderException.class)) {
      return "the certificate of " + host + " is not signed by a trusted authority";
    }
    if (any(causes, CertificateException.class)) {
      return "the certificate is not valid for " + host;
    }
    boolean ended =
        causes.stream().anyMatch(cause -> ("" + cause.getMessage()).contains(HANDSHAKE_FAILURE));
    return ended
        ? host
            + " ended the TLS handshake, as servers do that want a client certificate or another"
            + " protocol"
        : "no TLS connection to " + host + " could be made";
  }

  private static boolean any(List<Throwable> causes, Class<?>... types) {
    return causes.stream().anyMatch(c -> Arrays.stream(types).anyMatch(t -> t.isInstance(c)));
  }

  private static List<Throwable> causes(@Nullable Throwable problem) {
    List<Throwable> causes = new ArrayList<>();
    Throwable next = problem;
    while (next != null && causes.size() < 20) {
      causes.add(next);
      next = next.getCause();
    }
    return causes;
  }
}
