package dev.belfry.check.database;

import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.Line;
import dev.belfry.platform.wire.dial.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Bytes to and from a server, within the time that is left. */
final class Talk {
  /** More than any server says at the beginning. */
  private static final int LONGEST = 16 * 1024;

  private final String engine;
  private final Line line;
  private final Deadline deadline;
  private boolean heard;

  /**
   * @param engine its name, for messages
   */
  Talk(String engine, Line line, Deadline deadline) {
    this.engine = engine;
    this.line = line;
    this.deadline = deadline;
  }

  void say(byte[] bytes) throws IOException {
    line.socket().getOutputStream().write(bytes);
  }

  /**
   * @throws WireException PROTOCOL when so many are not to be expected, CLOSED or TIMEOUT when they
   *     do not come
   */
  byte[] read(int count) throws WireException, IOException {
    if (count < 0 || count > LONGEST) {
      throw nonsense();
    }
    byte[] bytes = new byte[count];
    InputStream in = line.socket().getInputStream();
    int have = 0;
    while (have < count) {
      int read = readInTime(in, bytes, have);
      if (read < 0) {
        throw new WireException(Reason.CLOSED, line.host() + " closed the connection");
      }
      have += read;
    }
    return bytes;
  }

  private int readInTime(InputStream in, byte[] bytes, int have) throws WireException, IOException {
    try {
      if (deadline.remaining().toMillis() > 0) {
        line.within(deadline, "waiting for an answer of " + line.host());
        int read = in.read(bytes, have, bytes.length - have);
        heard |= read > 0;
        return read;
      }
    } catch (SocketTimeoutException e) {
      // The same as no time left.
    }
    throw new WireException(
        Reason.TIMEOUT,
        "connected to "
            + line.host()
            + (heard
                ? ", but its answer was not complete in time"
                : ", but it said nothing in time"));
  }

  /** Text up to a line feed, without it and what is before it of the same end. */
  String readLine() throws WireException, IOException {
    StringBuilder said = new StringBuilder();
    while (said.length() < LONGEST) {
      String one = new String(read(1), StandardCharsets.ISO_8859_1);
      if (one.equals("\n")) {
        return said.toString().strip();
      }
      said.append(one);
    }
    throw nonsense();
  }

  WireException nonsense() {
    return new WireException(
        Reason.PROTOCOL, line.host() + " does not speak as " + engine + " does");
  }
}
