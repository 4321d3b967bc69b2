package dev.belfry.platform.wire.dial;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A connection that stands.
 *
 * @param address the checked one that answered
 * @param dnsMs milliseconds for looking up the name, 0 for a literal address
 * @param connectMs milliseconds until the connection stood
 */
public record Line(Socket socket, String host, InetAddress address, int dnsMs, int connectMs)
    implements AutoCloseable {
  /** The time that the next read may take. */
  public void within(Deadline deadline, String doing) throws WireException, IOException {
    socket.setSoTimeout(deadline.millis(doing));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
