package dev.belfry.platform.wire;

import io.quarkus.runtime.LaunchMode;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Where Belfry itself lives: its listeners, its database, the API of the cluster it runs in. Nobody
 * may aim there.
 */
final class OwnPlaces {
  private static final Pattern JDBC =
      Pattern.compile("jdbc:(?:[a-z]+:)*postgresql:(?://([^/?]*))?.*");
  private static final int POSTGRES = 5432;

  private record Place(String host, int port) {}

  private final Config config;
  private final Resolver resolver;

  OwnPlaces(Config config, Resolver resolver) {
    this.config = config;
    this.resolver = resolver;
  }

  /**
   * Whether the port is one of another machine's, so that {@link #owns} may have to ask a name
   * server.
   */
  boolean asksResolver(int port) {
    return remote().stream().anyMatch(p -> p.port == port && Literals.parse(p.host).isEmpty());
  }

  boolean owns(InetAddress address, int port) {
    return Embedded.faces(address).stream()
        .anyMatch(face -> (listens(port) && local(face)) || belongs(face, port));
  }

  /** Whether the name itself is that of one of these places. */
  boolean named(String host, int port) {
    return remote().stream().anyMatch(p -> p.port == port && p.host.equalsIgnoreCase(host));
  }

  // Read at each use: with port 0 the real one is known only after start.
  private boolean listens(int port) {
    if (LaunchMode.current() == LaunchMode.TEST) {
      return port == port("quarkus.http.test-port", 8081)
          || port == port("quarkus.http.test-ssl-port", 8444)
          || port == port("quarkus.management.test-port", 9001);
    }
    return port == port("quarkus.http.port", 8080)
        || port == port("quarkus.http.ssl-port", 8443)
        || port == port("quarkus.management.port", 9000);
  }

  private int port(String key, int otherwise) {
    return config.getOptionalValue(key, Integer.class).orElse(otherwise);
  }

  private static boolean local(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true; // Not knowing is no licence.
    }
  }

  private boolean belongs(InetAddress address, int port) {
    return remote().stream()
        .filter(place -> place.port == port)
        .anyMatch(place -> resolved(place.host, address));
  }

  private boolean resolved(String host, InetAddress address) {
    try {
      Optional<InetAddress> literal = Literals.parse(host);
      List<InetAddress> addresses =
          literal.isPresent() ? List.of(literal.get()) : resolver.lookup(host);
      // A database on this machine is reached at every address of the machine.
      return addresses.contains(address)
          || (addresses.stream().anyMatch(OwnPlaces::local) && local(address));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private List<Place> remote() {
    List<Place> places = new ArrayList<>();
    config
        .getOptionalValue("quarkus.datasource.jdbc.url", String.class)
        .ifPresent(url -> database(url, places));
    config
        .getOptionalValue("KUBERNETES_SERVICE_HOST", String.class)
        .ifPresent(host -> places.add(new Place(host, port("KUBERNETES_SERVICE_PORT", 443))));
    return places;
  }

  private static void database(String url, List<Place> places) {
    Matcher matcher = JDBC.matcher(url);
    if (matcher.matches()) {
      String hosts = matcher.group(1) == null ? "" : matcher.group(1);
      for (String host : hosts.split(",", -1)) {
        places.add(place(host));
      }
    }
  }

  private static Place place(String text) {
    int colon = text.lastIndexOf(':');
    boolean port = colon > text.lastIndexOf(']') && text.substring(colon + 1).matches("[0-9]{1,5}");
    String host = port ? text.substring(0, colon) : text;
    return new Place(
        host.isEmpty() ? "localhost" : host,
        port ? Integer.parseInt(text.substring(colon + 1)) : POSTGRES);
  }
}
