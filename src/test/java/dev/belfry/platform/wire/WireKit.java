package dev.belfry.platform.wire;

import dev.belfry.platform.wire.dial.Dialer;
import dev.belfry.platform.wire.dial.Http2Caller;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real guard and a real client without the container. */
public final class WireKit implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  public final Egress egress;
  public final WireClient client;
  public final Dialer dialer;
  public final Http2Caller http2;

  WireKit(Egress egress, HttpClientOptions verified) {
    this.egress = egress;
    this.client = new WireClient(vertx, egress, "test", verified);
    this.dialer = new Dialer(egress);
    this.http2 = new Http2Caller(dialer, vertx);
  }

  /** Loopback is open, and names are those of the machine. */
  public static WireKit onLoopback() {
    return new WireKit(
        egress(allowing("127.0.0.0/8,::1/128"), Resolver.ofJdk()), WireOptions.of(true));
  }

  /** As an installation with its own database starts: private networks are closed. */
  public static WireKit closed() {
    return new WireKit(egress(Map.of(), Resolver.ofJdk()), WireOptions.of(true));
  }

  static Map<String, String> allowing(String blocks) {
    return Map.of("belfry.egress.allow", blocks);
  }

  static Egress egress(Map<String, String> properties, Resolver resolver) {
    SmallRyeConfig config = config(properties);
    EgressConfig mapping = config.getConfigMapping(EgressConfig.class);
    boolean home = config.getOptionalValue("belfry.database.embedded", Boolean.class).orElse(false);
    return new Egress(new EgressRules(mapping, home), new OwnPlaces(config, resolver), resolver);
  }

  static SmallRyeConfig config(Map<String, String> properties) {
    // Ports that no peer of a test is given by the system.
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "quarkus.http.port",
                "1",
                "quarkus.http.ssl-port",
                "2",
                "quarkus.management.port",
                "3"));
    all.putAll(properties);
    return new SmallRyeConfigBuilder()
        .withMapping(EgressConfig.class)
        .withSources(new PropertiesConfigSource(all, "test", 100))
        .build();
  }

  static EgressRules rules(Map<String, String> properties, boolean home) {
    return new EgressRules(config(properties).getConfigMapping(EgressConfig.class), home);
  }

  static InetAddress address(String literal) {
    return Literals.parse(literal).orElseThrow();
  }

  static WireRequest get(String url) {
    return get(url, Map.of(), Duration.ofSeconds(10));
  }

  static WireRequest get(String url, Map<String, String> headers, Duration timeout) {
    return new WireRequest(
        "GET", URI.create(url), headers, null, timeout, true, true, 1000, Purpose.MONITOR);
  }

  WireOutcome send(WireRequest request) throws Exception {
    return client.send(request).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  WireResponse answer(WireRequest request) throws Exception {
    WireOutcome outcome = send(request);
    if (outcome instanceof WireResponse response) {
      return response;
    }
    throw new AssertionError("no answer but " + outcome);
  }

  WireFailure failure(WireRequest request) throws Exception {
    WireOutcome outcome = send(request);
    if (outcome instanceof WireFailure failure) {
      return failure;
    }
    throw new AssertionError("no failure but " + outcome);
  }

  @Override
  public void close() {
    client.close();
    egress.close();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /**
   * A resolver that says what the test says; the n-th lookup of a name gets its n-th answer, the
   * last one for ever.
   */
  static final class Names implements Resolver {
    private final Map<String, List<String>> answers = new HashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();

    /** Each answer is a list of addresses with spaces between them. */
    Names with(String host, String... each) {
      answers.put(host, Arrays.asList(each));
      return this;
    }

    @Override
    public synchronized List<InetAddress> lookup(String host) throws UnknownHostException {
      int turn = asked.merge(host, 1, Integer::sum);
      @Nullable List<String> known = answers.get(host);
      if (known == null) {
        throw new UnknownHostException(host);
      }
      String answer = known.get(Math.min(turn, known.size()) - 1);
      return Arrays.stream(answer.split(" ", -1)).map(text -> named(host, text)).toList();
    }

    // As the JDK answers: addresses that carry the name.
    private static InetAddress named(String host, String literal) {
      try {
        return InetAddress.getByAddress(host, address(literal).getAddress());
      } catch (UnknownHostException e) {
        throw new AssertionError(e);
      }
    }

    synchronized int asked(String host) {
      return Optional.ofNullable(asked.get(host)).orElse(0);
    }
  }
}
