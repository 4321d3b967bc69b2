package dev.belfry.check.port;

import dev.belfry.check.Errands;
import dev.belfry.check.Look;
import dev.belfry.check.StartTls;
import dev.belfry.platform.wire.Phases;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.Dialer;
import dev.belfry.platform.wire.dial.Line;
import dev.belfry.platform.wire.dial.TlsContexts;
import dev.belfry.platform.wire.dial.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;

/** A connection, and where something is expected, a talk over it. */
final class TcpLook implements Errands.Errand {
  private final Dialer dialer;
  private final PortTarget target;
  private final long begun = System.nanoTime();

  TcpLook(Dialer dialer, PortTarget target) {
    this.dialer = dialer;
    this.target = target;
  }

  @Override
  public Look look(Deadline deadline) throws WireException, IOException {
    try (Line line = dialer.dial(target.host(), target.port(), Purpose.MONITOR, deadline)) {
      if (target.starttls() != null) {
        new StartTls(line, deadline).speak(target.starttls());
        shakeHands(line, deadline);
        return Answer.good("offers TLS, and the switch to it works", phases(line));
      }
      if (target.send() != null) {
        line.socket().getOutputStream().write(Escapes.bytes(target.send()));
      }
      String expect = target.expect();
      if (expect != null && !answers(line, deadline, Escapes.bytes(expect))) {
        return Answer.unexpected(phases(line));
      }
      return Answer.good(
          expect == null ? "the port is open" : "answered as expected", phases(line));
    }
  }

  /** The certificate is not what is looked at here. */
  private static void shakeHands(Line line, Deadline deadline) throws WireException, IOException {
    line.within(deadline, "waiting for TLS of " + line.host());
    try (SSLSocket secured =
        (SSLSocket)
            TlsContexts.trusting()
                .getSocketFactory()
                .createSocket(line.socket(), line.host(), line.socket().getPort(), false)) {
      secured.startHandshake();
    }
  }

  /** Reads until the text has come, the peer closes, the time is over or the limit is reached. */
  private static boolean answers(Line line, Deadline deadline, byte[] wanted)
      throws WireException, IOException {
    Answer.Search search = new Answer.Search(wanted);
    byte[] chunk = new byte[4096];
    InputStream in = line.socket().getInputStream();
    int seen = 0;
    try {
      while (seen < Answer.LIMIT) {
        line.within(deadline, "waiting for an answer of " + line.host());
        int read = in.read(chunk);
        if (read < 0) {
          return false;
        }
        seen += read;
        if (search.in(chunk, read)) {
          return true;
        }
      }
    } catch (SocketTimeoutException e) {
      if (seen == 0) {
        throw new WireException(
            Reason.TIMEOUT, "connected to " + line.host() + ", but it said nothing in time");
      }
    }
    return false;
  }

  private Phases phases(Line line) {
    return new Phases(
        line.dnsMs(),
        line.connectMs(),
        null,
        null,
        Math.toIntExact(Duration.ofNanos(System.nanoTime() - begun).toMillis()));
  }
}
