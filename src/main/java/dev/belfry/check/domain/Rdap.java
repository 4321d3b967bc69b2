package dev.belfry.check.domain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireClient;
import dev.belfry.platform.wire.WireFailure;
import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.WireRequest;
import dev.belfry.platform.wire.WireResponse;
import dev.belfry.platform.wire.dial.Deadline;
import dev.belfry.platform.wire.dial.WireException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Asks registries by RDAP. */
@ApplicationScoped
class Rdap {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int LARGEST = 2 << 20;
  private static final int NOT_FOUND = 404;
  private static final int OK = 200;

  private final WireClient wire;
  private final ObjectMapper mapper;
  private final DomainConfig config;
  private final InstantSource clock;
  private volatile @Nullable Bootstrap bootstrap;

  /** By top level domain, as read at a time. */
  private record Bootstrap(Map<String, URI> servers, Instant at) {}

  Rdap(WireClient wire, ObjectMapper mapper, DomainConfig config, InstantSource clock) {
    this.wire = wire;
    this.mapper = mapper;
    this.config = config;
    this.clock = clock;
  }

  /**
   * @param domain in ASCII
   * @return empty where the registry has no RDAP server
   * @throws WireException when it has one that does not answer
   */
  Optional<Registration> ask(String domain, Deadline deadline) throws WireException {
    URI server = servers(deadline).get(domain.substring(domain.lastIndexOf('.') + 1));
    if (server == null) {
      return Optional.empty();
    }
    WireResponse response = get(server.resolve("domain/" + domain), deadline);
    if (response.status() == NOT_FOUND) {
      return Optional.of(Registration.NONE);
    }
    if (response.status() != OK) {
      throw new WireException(Reason.PROTOCOL, server.getHost() + " answered " + response.status());
    }
    return Optional.of(registration(json(response, server.getHost())));
  }

  static Registration registration(JsonNode domain) {
    Instant ends = null;
    for (JsonNode event : domain.path("events")) {
      if ("expiration".equals(event.path("eventAction").asText())) {
        ends = instant(event.path("eventDate").asText());
      }
    }
    Set<String> statuses = new HashSet<>();
    domain
        .path("status")
        .forEach(status -> statuses.add(status.asText().replace(" ", "").toLowerCase(Locale.ROOT)));
    return new Registration(true, ends, statuses);
  }

  private static @Nullable Instant instant(String text) {
    try {
      return java.time.OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** The list of yesterday is better than none. */
  private Map<String, URI> servers(Deadline deadline) throws WireException {
    Bootstrap known = bootstrap;
    Instant now = clock.instant();
    if (known != null && known.at().plus(DAY).isAfter(now)) {
      return known.servers();
    }
    try {
      URI list = URI.create(config.bootstrap());
      Map<String, URI> servers = servers(json(get(list, deadline), "" + list.getHost()));
      bootstrap = new Bootstrap(servers, now);
      return servers;
    } catch (WireException e) {
      if (known == null) {
        throw e;
      }
      return known.servers();
    }
  }

  static Map<String, URI> servers(JsonNode list) {
    Map<String, URI> servers = new HashMap<>();
    for (JsonNode service : list.path("services")) {
      URI best = null;
      for (JsonNode url : service.path(1)) {
        String text = url.asText();
        if (best == null || text.startsWith("https:")) {
          best = URI.create(text.endsWith("/") ? text : text + "/");
        }
      }
      if (best != null) {
        for (JsonNode top : service.path(0)) {
          servers.put(top.asText().toLowerCase(Locale.ROOT), best);
        }
      }
    }
    return servers;
  }

  private WireResponse get(URI uri, Deadline deadline) throws WireException {
    int millis = deadline.millis("asking " + uri.getHost());
    WireRequest request =
        new WireRequest(
            "GET",
            uri,
            Map.of("Accept", "application/rdap+json, application/json"),
            null,
            Duration.ofMillis(millis),
            true,
            true,
            LARGEST,
            Purpose.MONITOR);
    try {
      return switch (wire.send(request).toCompletableFuture().get()) {
        case WireResponse response -> response;
        case WireFailure failure -> throw new WireException(failure.reason(), failure.message());
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WireException(Reason.TIMEOUT, "asking " + uri.getHost() + " took too long");
    } catch (ExecutionException e) {
      throw new WireException(Reason.PROTOCOL, uri.getHost() + " could not be asked");
    }
  }

  private JsonNode json(WireResponse response, String host) throws WireException {
    try {
      return mapper.readTree(new String(response.body(), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new WireException(Reason.PROTOCOL, host + " did not answer with valid JSON");
    }
  }
}
