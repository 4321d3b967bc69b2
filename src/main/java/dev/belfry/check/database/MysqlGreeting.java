package dev.belfry.check.database;

import dev.belfry.platform.wire.dial.WireException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The server speaks first (MySQL, "Protocol::Handshake"): a packet of version 10, or an error such
 * as that it has no connections left.
 */
final class MysqlGreeting implements Greeting {
  private static final int HEAD = 4;
  private static final int VERSION_10 = 10;
  private static final int ERROR = 0xff;
  private static final int BYTE = 0xff;
  private static final int NOT_ALLOWED = 1130;

  @Override
  public Said greet(Talk talk, DatabaseTarget target) throws WireException, IOException {
    byte[] head = talk.read(HEAD);
    int length = (head[0] & BYTE) | (head[1] & BYTE) << 8 | (head[2] & BYTE) << 16;
    byte[] body = talk.read(length);
    if (body.length < 3) {
      throw talk.nonsense();
    }
    return switch (body[0] & BYTE) {
      case VERSION_10 -> Said.ready("takes clients" + version(body));
      case ERROR -> refused((body[1] & BYTE) | (body[2] & BYTE) << 8);
      default -> throw talk.nonsense();
    };
  }

  private static Said refused(int error) {
    return error == NOT_ALLOWED
        ? Said.ready("MySQL takes clients, though not from our address")
        : Said.notReady("MySQL refuses clients (error " + error + ")");
  }

  private static String version(byte[] body) {
    int end = 1;
    while (end < body.length && body[end] != 0) {
      end++;
    }
    String version = new String(body, 1, end - 1, StandardCharsets.US_ASCII);
    return version.matches("[0-9A-Za-z.+~_-]{1,60}") ? ", version " + version : "";
  }
}
