package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.ThreadLocalRandom;

/** The port on loopback: chosen once, and again only when somebody else has it. */
final class Port {
  // Below the ports that systems hand out to clients, so that no passing connection sits on it at
  // the next start.
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 100;

  private Port() {}

  static int of(PostgresHome home) throws IOException {
    int kept = kept(home);
    if (free(kept)) {
      return kept;
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (free(port)) {
        KeptFile.write(home.port(), port + "\n");
        return port;
      }
    }
    throw new EmbeddedPostgresException(
        "no free port on 127.0.0.1 between %d and %d for PostgreSQL".formatted(LOWEST, HIGHEST));
  }

  private static int kept(PostgresHome home) throws IOException {
    if (!Files.exists(home.port())) {
      return -1;
    }
    String text = Files.readString(home.port(), StandardCharsets.ISO_8859_1).strip();
    return text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
  }

  static boolean free(int port) {
    if (port < 1 || port > 65_535) {
      return false;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
