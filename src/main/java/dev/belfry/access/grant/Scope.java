package dev.belfry.access.grant;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What can be allowed: a closed list of {@code resource:action}. A new one is in no stored grant,
 * not even in that of a macro, since macros are expanded when a grant is stored; {@code *:*} alone
 * means all there will ever be.
 */
public enum Scope {
  ACCOUNT_READ("account:read", false, "The account, its plan and its usage"),
  ACTIVITY_READ("activity:read", true, "The log book of who did what"),
  CATEGORY_READ("category:read", false, "Categories"),
  CATEGORY_CREATE("category:create", false, "Make categories"),
  CATEGORY_UPDATE("category:update", false, "Rename categories"),
  CATEGORY_DELETE("category:delete", false, "Delete categories"),
  INCIDENT_READ("incident:read", false, "Incidents and their updates"),
  INCIDENT_UPDATE("incident:update", false, "Write updates of incidents"),
  INCIDENT_RESOLVE("incident:resolve", false, "Resolve incidents"),
  KEY_READ("key:read", true, "The list of keys, without the keys themselves"),
  KEY_CREATE("key:create", true, "Make keys, with no more rights than one's own"),
  KEY_UPDATE("key:update", true, "Rename and revoke keys"),
  KEY_DELETE("key:delete", true, "Revoke and hide keys"),
  MONITOR_READ("monitor:read", false, "Monitors, their state and their results"),
  MONITOR_CREATE("monitor:create", false, "Make monitors, and test them before"),
  MONITOR_UPDATE("monitor:update", false, "Change monitors, and check them now"),
  MONITOR_DELETE("monitor:delete", false, "Delete monitors"),
  MONITOR_PAUSE("monitor:pause", false, "Pause and resume monitors"),
  SESSION_READ("session:read", true, "The sessions of all users"),
  SESSION_DELETE("session:delete", true, "End the sessions of other users"),
  WEBHOOK_READ("webhook:read", false, "Webhooks and their deliveries"),
  WEBHOOK_CREATE("webhook:create", true, "Make webhooks, to which news of the account is sent"),
  WEBHOOK_UPDATE("webhook:update", true, "Change, test and replay webhooks"),
  WEBHOOK_DELETE("webhook:delete", false, "Delete webhooks");

  private static final Map<String, Scope> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Scope::text, Function.identity()));
  private static final Set<String> WRITING = Set.of("create", "update", "delete");

  private final String text;
  private final boolean sensitive;
  private final String opens;

  Scope(String text, boolean sensitive, String opens) {
    this.text = text;
    this.sensitive = sensitive;
    this.opens = opens;
  }

  /** As on the wire, such as {@code monitor:read}. */
  public String text() {
    return text;
  }

  /** Whether wildcards leave it out unless it is named: what reads or hands out rights. */
  public boolean sensitive() {
    return sensitive;
  }

  /** What it opens, for people. */
  public String opens() {
    return opens;
  }

  String resource() {
    return text.substring(0, text.indexOf(':'));
  }

  String action() {
    return text.substring(text.indexOf(':') + 1);
  }

  static Optional<Scope> named(String text) {
    return Optional.ofNullable(BY_NAME.get(text));
  }

  /**
   * What a name stands for today: itself, {@code monitor:write} (create, update, delete), {@code
   * monitor:*}, or {@code *:read} without the sensitive ones. Empty when it is no name at all.
   */
  static Set<Scope> expand(String name) {
    int colon = name.indexOf(':');
    if (colon < 0) {
      return Set.of();
    }
    String resource = name.substring(0, colon);
    String action = name.substring(colon + 1);
    return Arrays.stream(values())
        .filter(scope -> matches(scope, resource, action))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean matches(Scope scope, String resource, String action) {
    boolean rightResource =
        resource.equals(scope.resource()) || (resource.equals("*") && !scope.sensitive);
    boolean rightAction =
        action.equals(scope.action())
            || (action.equals("*") && !resource.equals("*"))
            || (action.equals("write") && WRITING.contains(scope.action()));
    return rightResource && rightAction;
  }
}
