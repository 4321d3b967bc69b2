package dev.belfry.statuspage;

import dev.belfry.access.people.Passwords;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import dev.belfry.platform.wire.BadUrl;
import dev.belfry.platform.wire.Cidr;
import dev.belfry.platform.wire.WireUrl;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.IDN;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a page may be; all that is wrong is said at once. */
@ApplicationScoped
class PageRules {
  /**
   * Two labels at least, and the last one no number, so that no address and no localhost is one;
   * with room for the label at which it is proven.
   */
  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{4,235}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])");

  private final MonitorService monitors;
  private final Passwords passwords;
  private final PageAddresses addresses;
  private final CurrentVertxRequest current;

  PageRules(
      MonitorService monitors,
      Passwords passwords,
      PageAddresses addresses,
      CurrentVertxRequest current) {
    this.monitors = monitors;
    this.passwords = passwords;
    this.addresses = addresses;
    this.current = current;
  }

  /**
   * A page without fault.
   *
   * @param passwordHash null where it has no password
   */
  record Checked(
      @Nullable String domain,
      @Nullable String logoUrl,
      AccessMode mode,
      @Nullable String passwordHash,
      List<String> networks) {}

  /**
   * @param stored the hash of the password that it has
   * @throws Problem 422 with every wrong value
   */
  Checked check(NewStatusPage wanted, @Nullable String stored) {
    List<Violation> wrong = new ArrayList<>();
    String domain = domain(wanted.domain(), wrong);
    String logo = logo(wanted.logoUrl(), wrong);
    PageAccess rule = wanted.access() == null ? PageAccess.PUBLIC : wanted.access();
    AccessMode mode = Objects.requireNonNullElse(rule.mode(), AccessMode.PUBLIC);
    String password = password(rule, mode, stored, wrong);
    List<String> networks = networks(rule, mode, wrong);
    if (wanted.components() != null) {
      components(wanted.components(), "/components/", wrong);
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
    // Last, since it takes its time and its memory.
    String hash = password == null ? stored : passwords.hash(password);
    return new Checked(domain, logo, mode, mode == AccessMode.PASSWORD ? hash : null, networks);
  }

  /** The same of one component. */
  void check(NewComponent wanted) {
    List<Violation> wrong = new ArrayList<>();
    components(List.of(wanted), null, wrong);
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
  }

  private void components(
      List<NewComponent> wanted, @Nullable String prefix, List<Violation> wrong) {
    Set<MonitorId> visible =
        monitors.visible(
            wanted.stream()
                .map(NewComponent::monitorId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    Set<ComponentId> ids = new HashSet<>();
    for (int i = 0; i < wanted.size(); i++) {
      NewComponent one = wanted.get(i);
      String at = prefix == null ? "" : prefix + i;
      MonitorId monitor = one.monitorId();
      if (monitor != null && !visible.contains(monitor)) {
        wrong.add(Violation.at(at + "/monitor_id", "unknown", "is no monitor that you may read"));
      }
      if (monitor != null && one.status() != null) {
        wrong.add(
            Violation.at(at + "/status", "not_allowed", "is said by the monitor; leave it out"));
      }
      if (one.id() != null && !ids.add(one.id())) {
        wrong.add(Violation.at(at + "/id", "duplicate", "is given twice"));
      }
    }
  }

  private @Nullable String domain(@Nullable String wanted, List<Violation> wrong) {
    if (wanted == null) {
      return null;
    }
    String host = ascii(wanted);
    if (host == null || !HOST.matcher(host).matches()) {
      wrong.add(
          Violation.at(
              "/domain",
              "wrong_form",
              "must be a host name such as status.example.org; write letters that are not plain in its form xn--"));
      return null;
    }
    if (isOurs(host)) {
      wrong.add(Violation.at("/domain", "not_allowed", "is where Belfry itself is called"));
    }
    return host;
  }

  /**
   * Null for what is no name, and for what is another one by other rules: where IDNA of 2003 takes
   * one letter for another (a sharp s, a wide letter), its owner has to write what is in the DNS.
   */
  private static @Nullable String ascii(String host) {
    try {
      String lower = host.strip().toLowerCase(Locale.ROOT);
      String ascii = IDN.toASCII(lower, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      return lower.equals(ascii) || IDN.toUnicode(ascii).equals(lower) ? ascii : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private boolean isOurs(String host) {
    var routing = current.getCurrent();
    var authority = routing == null ? null : routing.request().authority();
    return addresses.isOurs(host) || (authority != null && host.equalsIgnoreCase(authority.host()));
  }

  private static @Nullable String logo(@Nullable String wanted, List<Violation> wrong) {
    if (wanted == null) {
      return null;
    }
    try {
      URI url = WireUrl.parse(wanted);
      if ("https".equals(url.getScheme()) && url.getRawUserInfo() == null) {
        return url.toASCIIString();
      }
    } catch (BadUrl e) {
      // Said below.
    }
    wrong.add(Violation.at("/logo_url", "wrong_form", "must be an https URL"));
    return null;
  }

  private static @Nullable String password(
      PageAccess rule, AccessMode mode, @Nullable String stored, List<Violation> wrong) {
    String password = rule.password();
    if (password != null && mode != AccessMode.PASSWORD) {
      wrong.add(
          Violation.at(
              "/access/password", "not_allowed", "is not used with this mode; leave it out"));
    } else if (password != null) {
      try {
        Passwords.requireGood(password, "", "/access/password");
        return password;
      } catch (Problem problem) {
        wrong.addAll(problem.errors());
      }
    } else if (mode == AccessMode.PASSWORD && stored == null) {
      wrong.add(Violation.at("/access/password", "required", "is needed with this mode"));
    }
    return null;
  }

  private static List<String> networks(PageAccess rule, AccessMode mode, List<Violation> wrong) {
    List<String> wanted = rule.networks() == null ? List.of() : rule.networks();
    if (mode == AccessMode.NETWORKS && wanted.isEmpty()) {
      wrong.add(Violation.at("/access/networks", "required", "needs one at least with this mode"));
    }
    if (mode != AccessMode.NETWORKS && !wanted.isEmpty()) {
      wrong.add(
          Violation.at(
              "/access/networks", "not_allowed", "are not used with this mode; leave them out"));
    }
    Set<String> networks = new LinkedHashSet<>();
    for (int i = 0; i < wanted.size(); i++) {
      try {
        networks.add(Cidr.canonical(wanted.get(i)).toString());
      } catch (IllegalArgumentException e) {
        wrong.add(Violation.at("/access/networks/" + i, "wrong_form", "" + e.getMessage()));
      }
    }
    return List.copyOf(networks);
  }
}
