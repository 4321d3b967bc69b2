package dev.belfry.platform.wire;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * The one parser of URLs to be opened: what is checked is what is used. Syntax: RFC 3986 as
 * java.net.URI reads it.
 */
public final class WireUrl {
  /**
   * Ports of other protocols that an HTTP request must not be smuggled to (after the Fetch
   * standard's bad ports).
   */
  private static final Set<Integer> FOREIGN_PORTS =
      Set.of(
          19, 21, 22, 23, 25, 53, 110, 111, 119, 135, 139, 143, 389, 445, 465, 514, 587, 636, 993,
          995, 2049, 3306, 5432, 6379, 11211, 27017);

  private WireUrl() {}

  /**
   * Reads an absolute http or https URL with a host and without user information, and answers its
   * normal form: lower-case scheme and host, international names as punycode, no default port, a
   * path, no fragment.
   *
   * @throws BadUrl saying what is wrong
   */
  public static URI parse(String text) throws BadUrl {
    URI raw = uri(text);
    String scheme = raw.getScheme() == null ? "" : raw.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new BadUrl("only http and https URLs can be opened");
    }
    String authority = raw.getRawAuthority();
    if (authority == null) {
      throw new BadUrl("the URL has no host");
    }
    if (authority.indexOf('@') >= 0) {
      throw new BadUrl("the URL must not contain a user name or password");
    }
    URI base = uri(scheme + "://" + ascii(authority));
    String host = host(base);
    int port = base.getPort() < 0 ? standard(scheme) : base.getPort();
    if (port < 1 || port > 65_535 || FOREIGN_PORTS.contains(port)) {
      throw new BadUrl("port " + port + " cannot be used for HTTP");
    }
    String place = port == standard(scheme) ? host : host + ":" + port;
    return URI.create(uri(scheme + "://" + place + target(raw)).toASCIIString());
  }

  /** The same for a URI that was read elsewhere. */
  public static URI of(URI uri) throws BadUrl {
    return parse(uri.toString());
  }

  /** Scheme, host and port of a URL in its normal form; the text itself where it is none. */
  public static String origin(String text) {
    try {
      URI uri = parse(text);
      return uri.getScheme() + "://" + uri.getHost() + ":" + port(uri);
    } catch (BadUrl e) {
      return text;
    }
  }

  /** The host of a URL in its normal form; the text itself where it is none. */
  public static String host(String text) {
    try {
      return parse(text).getHost();
    } catch (BadUrl e) {
      return text;
    }
  }

  private static URI uri(String text) throws BadUrl {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new BadUrl("the URL is not valid: " + e.getReason().toLowerCase(Locale.ROOT));
    }
  }

  private static String ascii(String authority) throws BadUrl {
    if (authority.chars().allMatch(c -> c < 128)) {
      return authority;
    }
    int colon = authority.lastIndexOf(':');
    String name = colon < 0 ? authority : authority.substring(0, colon);
    try {
      // The STD3 rules refuse what normalisation turns into delimiters, such as a full-width slash.
      return IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES)
          + (colon < 0 ? "" : authority.substring(colon));
    } catch (IllegalArgumentException e) {
      throw new BadUrl("the host is not a valid name");
    }
  }

  private static String host(URI base) throws BadUrl {
    String host = base.getHost();
    if (host == null || host.indexOf('%') >= 0 || Literals.odd(host)) {
      throw new BadUrl("the host is neither a valid name nor the plain form of an address");
    }
    return host.toLowerCase(Locale.ROOT);
  }

  private static String target(URI raw) {
    String path = raw.getRawPath() == null || raw.getRawPath().isEmpty() ? "/" : raw.getRawPath();
    return raw.getRawQuery() == null ? path : path + "?" + raw.getRawQuery();
  }

  private static int standard(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  static int port(URI uri) {
    return uri.getPort() < 0 ? standard(uri.getScheme()) : uri.getPort();
  }

  /** The host as peers and certificates write it: without the dot that may end a name. */
  static String plainHost(URI uri) {
    String host = uri.getHost();
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
