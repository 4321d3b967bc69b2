package dev.belfry.platform.wire;

import dev.belfry.platform.start.StartRefusedException;
import io.netty.util.NetUtil;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.Config;

/**
 * The guard of everything that leaves the process. Started with the server, so that a bad allow
 * list stops the start.
 */
@Startup
@ApplicationScoped
public class Egress {
  private static final int MOST_PLACES = 50_000;

  private final EgressRules rules;
  private final OwnPlaces own;
  private final Resolver resolver;
  private final Lookups lookups = new Lookups();
  private final Map<String, String> places = new LinkedHashMap<>(16, 0.75f, true);

  @Inject
  Egress(EgressConfig config, Config all) {
    this(
        rules(
            config, all.getOptionalValue("belfry.database.embedded", Boolean.class).orElse(false)),
        new OwnPlaces(all, Resolver.ofJdk()),
        Resolver.ofJdk());
  }

  private static EgressRules rules(EgressConfig config, boolean home) {
    try {
      return new EgressRules(config, home);
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException(
          "BELFRY_EGRESS_ALLOW or one of its kind is wrong: " + e.getMessage(), e);
    }
  }

  Egress(EgressRules rules, OwnPlaces own, Resolver resolver) {
    this.rules = rules;
    this.own = own;
    this.resolver = resolver;
  }

  /**
   * Resolves the host once and checks every address of it for this port: one bad address closes the
   * name.
   *
   * @param host a name or a literal address, with or without brackets
   * @param timeout how long the answer may take; then it is a late {@link Route.Unresolved}
   */
  public CompletionStage<Route> resolve(String host, int port, Purpose purpose, Duration timeout) {
    if (Literals.parse(host).isPresent() && !own.asksResolver(port)) {
      return CompletableFuture.completedFuture(route(host, port, purpose));
    }
    return lookups.ask(
        () -> route(host, port, purpose),
        timeout,
        new Route.Unresolved("looking up " + host + " took too long", true));
  }

  /**
   * What stands for the machine behind a host: the address at which it was last found, so that
   * names of one machine are one; the host itself as long as it was not looked up. Asks nobody.
   */
  public String place(String host) {
    Optional<InetAddress> literal = Literals.parse(host);
    if (literal.isPresent()) {
      return NetUtil.toAddressString(literal.get());
    }
    synchronized (places) {
      return places.getOrDefault(host, host);
    }
  }

  /** Servers of names turn the order of several addresses round. */
  private void remember(String host, List<InetAddress> found) {
    found.stream()
        .map(NetUtil::toAddressString)
        .min(Comparator.naturalOrder())
        .ifPresent(
            place -> {
              synchronized (places) {
                places.put(host, place);
                if (places.size() > MOST_PLACES) {
                  places.remove(places.keySet().iterator().next());
                }
              }
            });
  }

  /**
   * For validation: why this URL can never be reached, as far as its text alone tells; no resolver
   * is asked.
   */
  public Optional<String> refusal(URI target, Purpose purpose) {
    URI uri;
    try {
      uri = WireUrl.of(target);
    } catch (BadUrl e) {
      return Optional.of(e.getMessage());
    }
    return refusal(WireUrl.plainHost(uri), WireUrl.port(uri), purpose);
  }

  /** As for a URL: why this host and port can never be reached. */
  public Optional<String> refusal(String host, int port, Purpose purpose) {
    if (Literals.odd(host)) {
      return Optional.of(host + " is not the plain form of an address");
    }
    if (own.named(host, port)) {
      return Optional.of(blocked(host, "Belfry's own"));
    }
    return Literals.parse(localhost(host) ? "127.0.0.1" : host)
        .flatMap(address -> closed(address, port, purpose))
        .map(kind -> blocked(host, kind));
  }

  private static boolean localhost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost") || name.endsWith(".localhost");
  }

  private Route route(String host, int port, Purpose purpose) {
    if (Literals.odd(host)) {
      return new Route.Blocked(host + " is not the plain form of an address");
    }
    List<InetAddress> open = new ArrayList<>();
    try {
      for (InetAddress address : addresses(host)) {
        Optional<String> kind = closed(address, port, purpose);
        if (kind.isPresent()) {
          return new Route.Blocked(blocked(place(host, address), kind.get()));
        }
        // Without its name: Vert.x pools by name and port alone, and would connect to what an
        // earlier
        // lookup of the same name was answered.
        open.add(InetAddress.getByAddress(address.getAddress()));
      }
    } catch (UnknownHostException e) {
      return new Route.Unresolved("could not resolve " + host, false);
    }
    if (Literals.parse(host).isEmpty()) {
      remember(host, open);
    }
    return new Route.Open(List.copyOf(open));
  }

  private List<InetAddress> addresses(String host) throws UnknownHostException {
    Optional<InetAddress> literal = Literals.parse(host);
    return literal.isPresent() ? List.of(literal.get()) : resolver.lookup(host);
  }

  private Optional<String> closed(InetAddress address, int port, Purpose purpose) {
    return rules
        .refusal(address, purpose)
        .or(() -> own.owns(address, port) ? Optional.of("Belfry's own") : Optional.empty());
  }

  private static String place(String host, InetAddress address) {
    return Literals.parse(host).isPresent() ? host : host + " (" + address.getHostAddress() + ")";
  }

  private static String blocked(String place, String kind) {
    return place + " is blocked: the address is " + kind;
  }

  @PreDestroy
  void close() {
    lookups.close();
  }
}
