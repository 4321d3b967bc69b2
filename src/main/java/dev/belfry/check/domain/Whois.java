package dev.belfry.check.domain;

import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.Dialer;
import dev.belfry.platform.wire.dial.Line;
import dev.belfry.platform.wire.dial.WireException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks registries by WHOIS (RFC 3912): a line is sent, and text for people comes back. */
@ApplicationScoped
class Whois {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int LARGEST = 64 * 1024;
  private static final int MOST_REMEMBERED = 2_000;

  private final Dialer dialer;
  private final DomainConfig config;
  private final InstantSource clock;
  private final Map<String, Referral> servers = new ConcurrentHashMap<>();

  /** The server of a top level domain, as the root named it at a time. */
  private record Referral(String server, Instant at) {}

  Whois(Dialer dialer, DomainConfig config, InstantSource clock) {
    this.dialer = dialer;
    this.config = config;
    this.clock = clock;
  }

  /**
   * @param domain in ASCII
   * @return empty where the registry has no WHOIS server
   */
  Optional<Registration> ask(String domain, Deadline deadline) throws WireException, IOException {
    String top = domain.substring(domain.lastIndexOf('.') + 1);
    Instant now = clock.instant();
    Referral known = servers.get(top);
    if (known != null && known.at().plus(DAY).isAfter(now)) {
      return Optional.of(WhoisText.registration(talk(known.server(), domain, deadline)));
    }
    Optional<String> named = WhoisText.server(talk(config.whois(), top, deadline));
    if (named.isEmpty()) {
      return Optional.empty();
    }
    Registration told = WhoisText.registration(talk(named.get(), domain, deadline));
    if (known != null || servers.size() < MOST_REMEMBERED) {
      servers.put(top, new Referral(named.get(), now));
    }
    return Optional.of(told);
  }

  private String talk(String server, String question, Deadline deadline)
      throws WireException, IOException {
    int colon = server.lastIndexOf(':');
    String host = colon < 0 ? server : server.substring(0, colon);
    int port =
        WhoisText.port(server)
            .orElseThrow(
                () ->
                    new WireException(
                        Reason.PROTOCOL, "the WHOIS server is named with a port out of range"));
    try (Line line = dialer.dial(host, port, Purpose.MONITOR, deadline)) {
      line.socket()
          .getOutputStream()
          .write((question + "\r\n").getBytes(StandardCharsets.US_ASCII));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      InputStream in = line.socket().getInputStream();
      byte[] chunk = new byte[4096];
      int read = 0;
      while (read >= 0 && answer.size() < LARGEST) {
        answer.write(chunk, 0, read);
        line.within(deadline, "waiting for an answer of " + host);
        read = in.read(chunk);
      }
      return answer.toString(StandardCharsets.UTF_8);
    }
  }
}
