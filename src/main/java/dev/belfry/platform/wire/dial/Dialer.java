package dev.belfry.platform.wire.dial;

import dev.belfry.platform.wire.Egress;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.Route;
import dev.belfry.platform.wire.WireFailure.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Guarded connections for what is not HTTP. Calls block: use a virtual thread. To end one early,
 * interrupt its thread, which closes its socket.
 */
@ApplicationScoped
public class Dialer {
  private final Egress egress;

  public Dialer(Egress egress) {
    this.egress = egress;
  }

  /**
   * The addresses of a host, all of them checked for this port; for what is no TCP.
   *
   * @throws WireException DNS, BLOCKED or TIMEOUT
   */
  public List<InetAddress> resolve(String host, int port, Purpose purpose, Deadline deadline)
      throws WireException {
    Duration left = Duration.ofMillis(deadline.millis("looking up " + host));
    try {
      return switch (egress.resolve(host, port, purpose, left).toCompletableFuture().get()) {
        case Route.Open open -> open.addresses();
        case Route.Blocked blocked -> throw new WireException(Reason.BLOCKED, blocked.message());
        case Route.Unresolved none ->
            throw new WireException(none.late() ? Reason.TIMEOUT : Reason.DNS, none.message());
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WireException(Reason.TIMEOUT, "looking up " + host + " took too long");
    } catch (ExecutionException e) {
      throw new WireException(Reason.DNS, "could not resolve " + host);
    }
  }

  /**
   * Connects to the first address that answers; each of several has its share of the time that is
   * left.
   *
   * @throws WireException DNS, BLOCKED, REFUSED or TIMEOUT
   */
  public Line dial(String host, int port, Purpose purpose, Deadline deadline) throws WireException {
    long begun = System.nanoTime();
    List<InetAddress> addresses = resolve(host, port, purpose, deadline);
    int dns = millisSince(begun);
    WireException failure = new WireException(Reason.REFUSED, host + " has no address");
    for (int i = 0; i < addresses.size(); i++) {
      int share = deadline.millis("connecting to " + host) / (addresses.size() - i);
      begun = System.nanoTime();
      try {
        Socket socket = connected(addresses.get(i), port, Math.max(1, share));
        return new Line(socket, host, addresses.get(i), dns, millisSince(begun));
      } catch (SocketTimeoutException e) {
        failure = new WireException(Reason.TIMEOUT, "connecting to " + host + " took too long");
      } catch (IOException e) {
        failure = WireException.of(e, host);
      }
    }
    throw failure;
  }

  private static Socket connected(InetAddress address, int port, int millis) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(address, port), millis);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static int millisSince(long begun) {
    return Math.toIntExact(Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }
}
