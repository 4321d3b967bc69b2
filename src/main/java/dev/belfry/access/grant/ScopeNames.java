package dev.belfry.access.grant;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The names under which scopes are asked for: themselves, wildcards, presets, and what other
 * systems call them. All are expanded when a grant is stored, so that a name which grows later
 * widens nothing that was granted before.
 */
public final class ScopeNames {
  private static final Set<String> WRITING = Set.of("create", "update", "delete");
  private static final Set<String> EVERYTHING = Set.of("*:*", "admin", "full_access");

  /** Words of StatusApp and of our kinds of keys. */
  private static final Map<String, String> PRESETS =
      Map.of("read", "*:read", "read_only", "*:read");

  /** What other systems call a scope, and ours. */
  private static final Map<String, Set<String>> ALIASES =
      Map.of(
          "monitor:telemetry", Set.of("telemetry:write"),
          "issue:read", Set.of("incident:read"),
          "issue:write", Set.of("incident:write", "incident:resolve"),
          "create_monitors", Set.of("metric_monitor:create"),
          "edit_monitors", Set.of("metric_monitor:update"),
          "delete_monitors", Set.of("metric_monitor:delete"),
          "bulk_export", Set.of("export:run"));

  /** The verbs of xyOps' privileges, as in {@code create_events}. */
  private static final Map<String, String> VERBS =
      Map.of(
          "create", "create", "edit", "update", "delete", "delete", "run", "run", "abort", "abort",
          "tag", "tag", "add", "create");

  private ScopeNames() {}

  /**
   * Whether the name means all there is and all there will ever be: {@code *:*}, and {@code admin}
   * of xyOps and StatusApp.
   */
  static boolean isEverything(String name) {
    return EVERYTHING.contains(name);
  }

  /**
   * What a name stands for today; empty when it is no name at all. {@code monitor:write} is create,
   * update and delete; {@code monitor:*} all of it; {@code *:read} and the other wildcards over
   * resources leave out what is sensitive; {@code write} is all reading and writing but the
   * sensitive, and running jobs.
   */
  static Set<Scope> expand(String name) {
    if (name.equals("write")) {
      return matching(scope -> !scope.sensitive());
    }
    String ours = PRESETS.getOrDefault(name, name);
    Set<String> alias = ALIASES.get(ours);
    if (alias != null) {
      return alias.stream()
          .flatMap(one -> expand(one).stream())
          .collect(Collectors.toUnmodifiableSet());
    }
    int colon = ours.indexOf(':');
    return colon < 0
        ? privilege(ours)
        : wildcard(ours.substring(0, colon), ours.substring(colon + 1));
  }

  /** The scopes of today that a name stands for, all of them for the names of everything. */
  public static Set<Scope> meant(String name) {
    return isEverything(name) ? Set.of(Scope.values()) : expand(name);
  }

  /** Every other name that is accepted, and the scopes that it stands for; for the catalogue. */
  public static Map<String, Set<Scope>> others() {
    Map<String, Set<Scope>> others = new LinkedHashMap<>();
    for (String name : new String[] {"read", "write", "*:read"}) {
      others.put(name, expand(name));
    }
    ALIASES.keySet().stream().sorted().forEach(name -> others.put(name, expand(name)));
    for (Scope scope : Scope.values()) {
      VERBS.forEach(
          (verb, action) -> {
            String name = verb + "_" + scope.resource() + "s";
            if (action.equals(scope.action()) && !ALIASES.containsKey(name)) {
              others.putIfAbsent(name, expand(name));
            }
          });
    }
    others.values().removeIf(Set::isEmpty);
    return others;
  }

  private static Set<Scope> privilege(String name) {
    int line = name.indexOf('_');
    String action = line < 0 ? null : VERBS.get(name.substring(0, line));
    if (action == null) {
      return Set.of();
    }
    String plural = name.substring(line + 1);
    return Optional.of(plural)
        .map(
            noun ->
                noun.endsWith("ies")
                    ? noun.substring(0, noun.length() - 3) + "y"
                    : noun.endsWith("s") ? noun.substring(0, noun.length() - 1) : "")
        .flatMap(noun -> Scope.named(noun + ":" + action))
        .map(Set::of)
        .orElse(Set.of());
  }

  private static Set<Scope> wildcard(String resource, String action) {
    return matching(
        scope -> {
          boolean rightResource =
              resource.equals(scope.resource()) || (resource.equals("*") && !scope.sensitive());
          boolean rightAction =
              action.equals(scope.action())
                  || (action.equals("*") && !resource.equals("*"))
                  || (action.equals("write") && WRITING.contains(scope.action()));
          return rightResource && rightAction;
        });
  }

  private static Set<Scope> matching(Predicate<Scope> wanted) {
    EnumSet<Scope> found = EnumSet.noneOf(Scope.class);
    Arrays.stream(Scope.values()).filter(wanted).forEach(found::add);
    return Set.copyOf(found);
  }
}
