package dev.belfry.check.ssl;

import dev.belfry.check.Errands;
import dev.belfry.check.Look;
import dev.belfry.check.StartTls;
import dev.belfry.platform.wire.Phases;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.Dialer;
import dev.belfry.platform.wire.dial.Line;
import dev.belfry.platform.wire.dial.TlsContexts;
import dev.belfry.platform.wire.dial.WireException;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A handshake, and what is to be said of it. */
final class SslLook implements Errands.Errand {
  private final Dialer dialer;
  private final SslTarget target;
  private final Trust trust;
  private final InstantSource clock;
  private final long begun = System.nanoTime();

  SslLook(Dialer dialer, SslTarget target, Trust trust, InstantSource clock) {
    this.dialer = dialer;
    this.target = target;
    this.trust = trust;
    this.clock = clock;
  }

  @Override
  public Look look(Deadline deadline) throws WireException, IOException {
    try (Line line = dialer.dial(target.host(), target.port(), Purpose.MONITOR, deadline)) {
      if (target.starttls() != null) {
        new StartTls(line, deadline).speak(target.starttls());
      }
      long before = System.nanoTime();
      Handshake handshake = handshake(line, deadline);
      Phases phases =
          new Phases(line.dnsMs(), line.connectMs(), millisSince(before), null, millisSince(begun));
      SslJudgement.Finding finding = new SslJudgement(target, trust, clock.instant()).of(handshake);
      return Look.of(finding.verdict(), finding.code(), finding.message(), phases)
          .until(SslJudgement.end(handshake.chain()));
    }
  }

  private Handshake handshake(Line line, Deadline deadline) throws WireException, IOException {
    try (SSLSocket secured =
        (SSLSocket)
            TlsContexts.trusting()
                .getSocketFactory()
                .createSocket(line.socket(), target.name(), target.port(), false)) {
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setServerNames(names());
      secured.setSSLParameters(parameters);
      line.within(deadline, "waiting for TLS of " + target.host());
      secured.startHandshake();
      SSLSession session = secured.getSession();
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate certificate : session.getPeerCertificates()) {
        chain.add((X509Certificate) certificate);
      }
      return new Handshake(List.copyOf(chain), session.getProtocol(), stapled(session));
    }
  }

  /** An address is no name to ask for (RFC 6066). */
  private List<javax.net.ssl.SNIServerName> names() {
    String name =
        target.name().endsWith(".")
            ? target.name().substring(0, target.name().length() - 1)
            : target.name();
    try {
      return name.indexOf(':') >= 0 || name.matches("[0-9.]+")
          ? List.of()
          : List.of(new SNIHostName(name));
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private static byte[] stapled(SSLSession session) {
    if (session instanceof ExtendedSSLSession extended) {
      List<byte[]> answers = extended.getStatusResponses();
      return answers.isEmpty() ? new byte[0] : answers.getFirst();
    }
    return new byte[0];
  }

  private static int millisSince(long before) {
    return Math.toIntExact(Duration.ofNanos(System.nanoTime() - before).toMillis());
  }
}
