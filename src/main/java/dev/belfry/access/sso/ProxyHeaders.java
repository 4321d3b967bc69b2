package dev.belfry.access.sso;

import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.seal.Pepper;
import dev.belfry.platform.start.SettingsCheck;
import dev.belfry.platform.time.CountedLine;
import dev.belfry.platform.wire.Cidr;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads who somebody is from the headers of a proxy that is trusted: known by the peer of the
 * socket and by a secret. From everybody else these headers are nothing.
 */
@ApplicationScoped
class ProxyHeaders implements SettingsCheck {
  static final String ISSUER = "urn:belfry:proxy";
  private static final Logger LOG = Logger.getLogger(ProxyHeaders.class);
  private static final int SHORTEST_SECRET = 16;
  private static final Pattern USER = Pattern.compile("[\\x21-\\x7e&&[^,;]]{1,128}");
  private static final Pattern GROUPS = Pattern.compile("[\\x20-\\x7e&&[^,]]{0,4000}");

  private final SsoConfig.Proxy config;
  private final List<Cidr> networks;
  private final List<String> wrong = new ArrayList<>();
  private final CountedLine refusals;

  ProxyHeaders(SsoConfig config, InstantSource clock) {
    this.config = config.proxy();
    this.refusals =
        new CountedLine(
            LOG, "logins with headers that do not come rightly from the proxy refused", clock);
    this.networks = new ArrayList<>();
    for (String network : this.config.networks().orElse(List.of())) {
      try {
        networks.add(Cidr.parse(network));
      } catch (IllegalArgumentException e) {
        wrong.add("belfry.access.sso.proxy.networks: " + e.getMessage());
      }
    }
    boolean trusts = this.config.networks().isPresent();
    if (trusts && this.config.secret().orElse("").length() < SHORTEST_SECRET) {
      wrong.add(
          "belfry.access.sso.proxy.secret must have at least " + SHORTEST_SECRET + " characters");
    }
  }

  @Override
  public List<String> wrongSettings() {
    return wrong;
  }

  /**
   * @param peer the address at the other end of the socket
   * @throws Problem 401 when they do not come from the proxy, 400 when they say something twice or
   *     in a form that two readers could understand differently
   */
  ProvenPerson read(@Nullable String peer, Map<String, List<String>> headers) {
    if (networks.isEmpty()) {
      throw Problem.notFound();
    }
    try {
      return person(peer, headers);
    } catch (Problem e) {
      refusals.happened();
      throw e;
    }
  }

  private ProvenPerson person(@Nullable String peer, Map<String, List<String>> headers) {
    if (peer == null || !isTrusted(peer) || !showsSecret(headers)) {
      throw SsoProblems.noProxy();
    }
    requireNoLookAlikes(headers.keySet());
    String user = one(headers, config.userHeader());
    if (user == null) {
      throw SsoProblems.noProxy();
    }
    String groups = one(headers, config.groupsHeader());
    requireForm(USER, user, config.userHeader());
    requireForm(GROUPS, groups == null ? "" : groups, config.groupsHeader());
    return new ProvenPerson(
        ISSUER, user, null, user, groups == null ? Set.of() : split(groups), null);
  }

  private boolean isTrusted(String peer) {
    InetAddress address = InetAddress.ofLiteral(peer);
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  private boolean showsSecret(Map<String, List<String>> headers) {
    String shown = one(headers, config.secretHeader());
    return shown != null
        && Pepper.same(
            shown.getBytes(StandardCharsets.UTF_8),
            config.secret().orElseThrow().getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String one(Map<String, List<String>> headers, String name) {
    List<String> lines = headers.getOrDefault(name, List.of());
    if (lines.size() > 1) {
      throw malformed("The header " + name + " stands there " + lines.size() + " times.");
    }
    return lines.isEmpty() ? null : lines.getFirst();
  }

  /** Some servers make the same variable of X_Forwarded_User, which a proxy lets through. */
  private void requireNoLookAlikes(Set<String> names) {
    for (String ours : List.of(config.userHeader(), config.groupsHeader(), config.secretHeader())) {
      for (String name : names) {
        if (!name.equalsIgnoreCase(ours) && name.replace('_', '-').equalsIgnoreCase(ours)) {
          throw malformed("There is a header that looks like " + ours + ".");
        }
      }
    }
  }

  private static void requireForm(Pattern form, String value, String header) {
    if (!form.matcher(value).matches()) {
      throw malformed("The header " + header + " holds what it must not.");
    }
  }

  private static Problem malformed(String why) {
    return Problem.of(ProblemType.MALFORMED, why);
  }

  private static Set<String> split(String groups) {
    return Arrays.stream(groups.split(";"))
        .map(String::strip)
        .filter(group -> !group.isEmpty())
        .collect(Collectors.toSet());
  }
}
