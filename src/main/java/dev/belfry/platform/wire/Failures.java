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
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What an exception of the client means; the words are ours, since those of libraries may repeat
 * what a peer sent.
 */
final class Failures {
  record Meaning(Reason reason, String message) {}

  private Failures() {}

  static Meaning of(Throwable problem, String host) {
    List<Throwable> causes = causes(problem);
    if (any(causes, SslHandshakeTimeoutException.class, ConnectTimeoutException.class)
        || any(causes, TimeoutException.class)) {
      return new Meaning(Reason.TIMEOUT, "connecting to " + host + " took too long");
    }
    if (any(causes, SSLException.class, GeneralSecurityException.class)) {
      return new Meaning(Reason.TLS, tls(causes, host));
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
    return "no TLS connection to " + host + " could be made";
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
