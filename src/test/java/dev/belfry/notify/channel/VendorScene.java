package dev.belfry.notify.channel;

import dev.belfry.notify.Outcome;
import dev.belfry.notify.Receiver;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A vendor that answers as a test wants. */
abstract class VendorScene {
  static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  @Inject @All List<Kind> kinds;
  Receiver vendor;

  @BeforeEach
  void start() {
    vendor = new Receiver();
  }

  @AfterEach
  void stop() {
    vendor.close();
  }

  String base() {
    return vendor.url().replace("hook", "");
  }

  Kind kind(String name) {
    return kinds.stream().filter(kind -> kind.kind().equals(name)).findFirst().orElseThrow();
  }

  void answers(int status, String body, Map<String, String> headers) {
    vendor.plays(
        exchange -> {
          headers.forEach(exchange.getResponseHeaders()::set);
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
        });
  }

  Outcome send(String kind, News news) {
    return kind(kind).send(Sample.of(kind(kind), base()), news, NOW);
  }

  static News down() {
    return Sample.news("monitor.down");
  }
}
