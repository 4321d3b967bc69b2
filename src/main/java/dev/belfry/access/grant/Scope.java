package dev.belfry.access.grant;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What can be allowed: a closed list of {@code resource:action}. A new one is in no stored grant,
 * not even in that of a macro, since macros are expanded when a grant is stored; {@code *:*} alone
 * means all there will ever be.
 */
public enum Scope {
  ACCOUNT_READ("account:read", false, "The account, its plan and its usage"),
  ACCOUNT_CREATE("account:create", true, "Make sub-accounts"),
  ACCOUNT_UPDATE("account:update", true, "Change the name and the settings of the account"),
  ACTIVITY_READ("activity:read", true, "The log book of who did what, its proof and its export"),
  ALERT_READ("alert:read", false, "Alerts on the metrics of servers"),
  ALERT_CREATE("alert:create", false, "Make alerts"),
  ALERT_UPDATE("alert:update", false, "Change and acknowledge alerts"),
  ALERT_DELETE("alert:delete", false, "Delete alerts"),
  BUCKET_READ("bucket:read", false, "Buckets of files and data"),
  BUCKET_CREATE("bucket:create", false, "Make buckets"),
  BUCKET_UPDATE("bucket:update", false, "Write into buckets"),
  BUCKET_DELETE("bucket:delete", false, "Delete buckets"),
  CATEGORY_READ("category:read", false, "Categories"),
  CATEGORY_CREATE("category:create", false, "Make categories"),
  CATEGORY_UPDATE("category:update", false, "Rename categories"),
  CATEGORY_DELETE("category:delete", false, "Delete categories"),
  CHANNEL_READ("channel:read", false, "Channels of notification and their deliveries"),
  CHANNEL_CREATE("channel:create", true, "Make channels, to which news of the account is sent"),
  CHANNEL_UPDATE("channel:update", true, "Change channels, and replay their deliveries"),
  CHANNEL_DELETE("channel:delete", false, "Delete channels"),
  CHANNEL_TEST("channel:test", false, "Send a test message through channels"),
  DELIVERY_READ("delivery:read", false, "What was sent to webhooks and channels, and what was not"),
  DELIVERY_REPLAY("delivery:replay", false, "Send to webhooks and channels again"),
  ESCALATION_READ("escalation:read", false, "Escalations: who is rung next"),
  ESCALATION_CREATE("escalation:create", false, "Make escalations"),
  ESCALATION_UPDATE("escalation:update", false, "Change escalations"),
  ESCALATION_DELETE("escalation:delete", false, "Delete escalations"),
  EVENT_READ("event:read", false, "Events: what runs, where and when"),
  EVENT_CREATE("event:create", true, "Make events, which run programs on servers"),
  EVENT_UPDATE("event:update", true, "Change events, which run programs on servers"),
  EVENT_DELETE("event:delete", false, "Delete events"),
  EXPORT_RUN("export:run", true, "Export everything that one may read"),
  GROUP_READ("group:read", false, "Groups"),
  GROUP_CREATE("group:create", false, "Make groups"),
  GROUP_UPDATE("group:update", false, "Rename groups"),
  GROUP_DELETE("group:delete", false, "Delete groups"),
  INCIDENT_READ("incident:read", false, "Incidents and their updates"),
  INCIDENT_CREATE("incident:create", false, "Open incidents by hand"),
  INCIDENT_UPDATE("incident:update", false, "Write updates of incidents"),
  INCIDENT_DELETE("incident:delete", false, "Delete incidents"),
  INCIDENT_RESOLVE("incident:resolve", false, "Resolve incidents"),
  INCIDENT_ACKNOWLEDGE("incident:acknowledge", false, "Acknowledge incidents, and take that back"),
  INSTALLATION_READ(
      "installation:read", true, "All accounts of the installation; in its first account only"),
  INSTALLATION_UPDATE(
      "installation:update",
      true,
      "Change plans of accounts, release addresses; in the first account only"),
  JOB_READ("job:read", false, "Jobs and their logs"),
  JOB_RUN("job:run", false, "Run events now"),
  JOB_ABORT("job:abort", false, "Abort jobs"),
  JOB_TAG("job:tag", false, "Tag jobs"),
  JOB_DELETE("job:delete", false, "Delete jobs"),
  KEY_READ("key:read", true, "The list of keys, without the keys themselves"),
  KEY_CREATE("key:create", true, "Make keys, with no more rights than one's own"),
  KEY_UPDATE("key:update", true, "Change, rotate, disable and revoke keys"),
  KEY_DELETE("key:delete", true, "Revoke and hide keys"),
  MAINTENANCE_READ("maintenance:read", false, "Maintenance windows"),
  MAINTENANCE_CREATE("maintenance:create", false, "Plan maintenance"),
  MAINTENANCE_UPDATE("maintenance:update", false, "Change and end maintenance"),
  MAINTENANCE_DELETE("maintenance:delete", false, "Delete maintenance windows"),
  METRIC_MONITOR_READ("metric_monitor:read", false, "Monitors of the metrics of servers"),
  METRIC_MONITOR_CREATE("metric_monitor:create", false, "Make monitors of metrics"),
  METRIC_MONITOR_UPDATE("metric_monitor:update", false, "Change monitors of metrics"),
  METRIC_MONITOR_DELETE("metric_monitor:delete", false, "Delete monitors of metrics"),
  MONITOR_READ("monitor:read", false, "Monitors, their state and their results"),
  MONITOR_CREATE("monitor:create", false, "Make monitors, and test them before"),
  MONITOR_UPDATE("monitor:update", false, "Change monitors, and check them now"),
  MONITOR_DELETE("monitor:delete", false, "Delete monitors"),
  MONITOR_PAUSE("monitor:pause", false, "Pause and resume monitors"),
  NOTIFICATION_ROLE_READ("notification_role:read", false, "Roles of notification: who is rung"),
  NOTIFICATION_ROLE_CREATE("notification_role:create", false, "Make roles of notification"),
  NOTIFICATION_ROLE_UPDATE("notification_role:update", false, "Change roles of notification"),
  NOTIFICATION_ROLE_DELETE("notification_role:delete", false, "Delete roles of notification"),
  PLUGIN_READ("plugin:read", false, "Plugins"),
  PLUGIN_CREATE("plugin:create", true, "Make plugins, which are programs"),
  PLUGIN_UPDATE("plugin:update", true, "Change plugins, which are programs"),
  PLUGIN_DELETE("plugin:delete", false, "Delete plugins"),
  ROLE_READ("role:read", true, "Roles and what they allow"),
  ROLE_CREATE("role:create", true, "Make roles"),
  ROLE_UPDATE("role:update", true, "Change roles, and with them the rights of people"),
  ROLE_DELETE("role:delete", true, "Delete roles"),
  ROTA_READ("rota:read", false, "Rotas: who is on call"),
  ROTA_CREATE("rota:create", false, "Make rotas"),
  ROTA_UPDATE("rota:update", false, "Change rotas, and who is on call"),
  ROTA_DELETE("rota:delete", false, "Delete rotas"),
  SECRET_READ("secret:read", true, "Names of secrets of jobs"),
  SECRET_CREATE("secret:create", true, "Store secrets of jobs"),
  SECRET_UPDATE("secret:update", true, "Change secrets of jobs"),
  SECRET_DELETE("secret:delete", true, "Delete secrets of jobs"),
  SERVER_READ("server:read", false, "Servers and their metrics"),
  SERVER_CREATE("server:create", false, "Add servers"),
  SERVER_UPDATE("server:update", false, "Configure servers"),
  SERVER_DELETE("server:delete", false, "Remove servers"),
  SERVER_REGISTER("server:register", false, "Let a server register itself"),
  SESSION_READ("session:read", true, "The sessions of all users"),
  SESSION_DELETE("session:delete", true, "End the sessions of other users"),
  SSO_READ("sso:read", true, "Which groups of the identity provider get which roles"),
  SSO_UPDATE("sso:update", true, "Map groups of the identity provider to roles"),
  STATUSPAGE_READ("statuspage:read", false, "Status pages and their subscribers"),
  STATUSPAGE_CREATE("statuspage:create", false, "Make status pages"),
  STATUSPAGE_UPDATE("statuspage:update", false, "Change status pages"),
  STATUSPAGE_DELETE("statuspage:delete", false, "Delete status pages"),
  TAG_READ("tag:read", false, "Tags of jobs"),
  TAG_CREATE("tag:create", false, "Make tags"),
  TAG_UPDATE("tag:update", false, "Change tags"),
  TAG_DELETE("tag:delete", false, "Delete tags"),
  TELEMETRY_WRITE("telemetry:write", false, "Report to heartbeats"),
  TICKET_READ("ticket:read", false, "Tickets"),
  TICKET_CREATE("ticket:create", false, "Write tickets"),
  TICKET_UPDATE("ticket:update", false, "Change tickets"),
  TICKET_DELETE("ticket:delete", false, "Delete tickets"),
  TRIGGER_READ("trigger:read", false, "Rules of who is alerted"),
  TRIGGER_CREATE("trigger:create", false, "Make rules of alerting"),
  TRIGGER_UPDATE("trigger:update", false, "Change rules of alerting"),
  TRIGGER_DELETE("trigger:delete", false, "Delete rules of alerting"),
  USER_READ("user:read", true, "The people and service accounts of the account"),
  USER_CREATE("user:create", true, "Add and invite people, make service accounts"),
  USER_UPDATE("user:update", true, "Change the rights of people, disable them"),
  USER_DELETE("user:delete", true, "Remove people"),
  WEBHOOK_READ("webhook:read", false, "Webhooks and their deliveries"),
  WEBHOOK_CREATE("webhook:create", true, "Make webhooks, to which news of the account is sent"),
  WEBHOOK_UPDATE("webhook:update", true, "Change, test and replay webhooks"),
  WEBHOOK_DELETE("webhook:delete", false, "Delete webhooks");

  private static final Map<String, Scope> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Scope::text, Function.identity()));

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
}
