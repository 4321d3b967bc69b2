package dev.belfry.house;

import dev.belfry.house.Agent.Answer;
import dev.belfry.house.Routes.Route;
import dev.belfry.platform.id.TypeId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How to make one of everything that has an id, for sweeps over all routes. A parameter of a path
 * stands for a thing of the noun before it, so {@code /v1/monitors/{id}} takes a monitor.
 *
 * @param owner in whose account, with all rights
 * @param category in which things lie that know categories
 * @param group in which things lie that know groups
 * @param role that may read monitors
 * @param mark stands in every text that they hold
 */
public record Things(
    Person owner, String category, String group, String role, String mark, Rows rows) {
  private static final Pattern PARAMETER = Pattern.compile("/([a-z-]+)/\\{[^}]+}");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** With a category, a group and a role of their own. */
  public static Things of(Person owner, String mark, Rows rows) {
    Things bare = new Things(owner, "", "", "", mark, rows);
    UUID role = TypeId.next();
    rows.change(
        """
        insert into access_role (id, account_id, name, description, grants, created_at, updated_at)
        values (?, ?, ?, ?, '[{"scopes":["monitor:read"],"categories":"ALL","groups":"ALL"}]', now(), now())""",
        role,
        owner.account().uuid(),
        mark,
        mark);
    return new Things(
        owner,
        bare.named("/v1/categories"),
        bare.named("/v1/groups"),
        TypeId.format("rol", role),
        mark,
        rows);
  }

  /** The path of this route to things that are made for it; outer ones hold inner ones. */
  public String path(Route route) {
    return filled(route, new LinkedHashMap<>());
  }

  /** The same, with things that were made before where there are some. */
  public String filled(Route route, Map<String, String> made) {
    Matcher parameter = PARAMETER.matcher(route.template());
    StringBuilder path = new StringBuilder();
    while (parameter.find()) {
      String noun = parameter.group(1);
      // Webhooks and channels have deliveries each of their own.
      String kept = noun.equals("deliveries") ? path + "/" + noun : noun;
      String id = made.get(kept);
      if (id == null) {
        id = make(noun, path + "/" + noun, made);
        made.put(kept, id);
      }
      parameter.appendReplacement(path, "/" + noun + "/" + id);
    }
    return parameter.appendTail(path).toString();
  }

  private String make(String noun, String list, Map<String, String> made) {
    return switch (noun) {
      case "keys", "personal-keys" ->
          made(
              "/v1/" + noun,
              "{'name':'%1$s','description':'%1$s','labels':{'%1$s':'%1$s'},'scopes':['monitor:read']}");
      case "categories", "groups" -> named("/v1/" + noun);
      case "monitors" -> monitor();
      case "telemetry" -> heartbeat();
      case "incidents" -> incident();
      case "updates" -> update(list);
      case "maintenance" ->
          made(
              "/v1/maintenance",
              // Of one monitor, or those that are made later would be muted too.
              "{'name':'%1$s','description':'%1$s','duration_seconds':600,'monitor_ids':['"
                  + madeMonitor()
                  + "']}");
      case "webhooks" -> webhook();
      case "triggers", "notification-roles", "rotas" ->
          made("/v1/" + noun, "{'name':'%1$s %2$d','description':'%1$s'}");
      case "escalations" ->
          made(
              "/v1/escalations",
              "{'name':'%1$s %2$d','description':'%1$s','steps':[{'after_seconds':60}]}");
      case "status-pages" ->
          made(
              "/v1/status-pages",
              "{'name':'%1$s','description':'%1$s','slug':'"
                  + UUID.randomUUID()
                  + "','domain':'d-"
                  + UUID.randomUUID()
                  + ".example.org'}");
      case "components" -> made(list, "{'name':'%1$s','group':'%1$s','description':'%1$s'}");
      case "subscribers" ->
          made(
              list, "{'kind':'webhook','address':'https://example.org/" + UUID.randomUUID() + "'}");
      case "channels" -> channel();
      case "deliveries" -> delivery(list.substring(0, list.lastIndexOf('/')), made);
      case "sessions" -> session();
      case "mappings" -> made("/v1/sso/mappings", "{'group':'%1$s %2$d','role_id':'" + role + "'}");
      case "activity" -> entry(made);
      case "roles" -> made("/v1/roles", "{'name':'%1$s %2$d','description':'%1$s','grants':[]}");
      case "service-accounts" ->
          made("/v1/service-accounts", "{'name':'%1$s','description':'%1$s'}");
      case "accounts" -> made("/v1/accounts", "{'name':'%1$s','plan':'free'}");
      case "invitations" -> invitation();
      case "users" -> user();
      case "flags" -> flag();
      default -> throw new IllegalStateException("say here how to make one of the " + noun);
    };
  }

  private String named(String path) {
    return made(path, "{'name':'%1$s %2$d'}");
  }

  /** One that ends soon, so that it stands in the list of what does. */
  private String monitor() {
    String monitor = madeMonitor();
    rows.change(
        "insert into result_expiry (monitor_id, account_id, expires_at) values (?, ?, now())",
        dev.belfry.monitor.MonitorId.fromString(monitor).uuid(),
        owner.account().uuid());
    return monitor;
  }

  private String madeMonitor() {
    return made(
        "/v1/monitors",
        """
        {'name':'%1$s','type':'http','url':'http://localhost:1/%1$s','key':'%1$s-%2$d','tags':['%1$s'],
        'headers':{'X-%1$s':'%1$s'},'body':'%1$s','method':'POST','keyword':'%1$s','confirm_down':1,
        'category_id':'"""
            + category
            + "','group_ids':['"
            + group
            + "']}");
  }

  /** Its key, by which it is reported to. */
  private String heartbeat() {
    String key = mark + "-" + NUMBER.incrementAndGet();
    made(
        "/v1/monitors",
        "{'name':'%1$s','type':'heartbeat','period_seconds':86400,'key':'"
            + key
            + "','category_id':'"
            + category
            + "','group_ids':['"
            + group
            + "']}");
    return key;
  }

  private String incident() {
    String monitor = monitor();
    require(200, agent().post("/v1/monitors/" + monitor + "/check", ""));
    Answer listed = require(200, agent().get("/v1/incidents?monitor_id=" + monitor));
    String incident = listed.id();
    require(
        201, agent().post("/v1/incidents/" + incident + "/updates", "{'message':'" + mark + "'}"));
    require(
        200,
        agent()
            .ask(
                "PUT",
                "/v1/incidents/" + incident + "/postmortem",
                "application/json",
                "{'text':'" + mark + "'}"));
    return incident;
  }

  /** The newest of an incident, by its owner. */
  private String update(String list) {
    Answer told = require(201, agent().post(list, "{'message':'" + mark + "'}"));
    return told.body().replaceFirst("(?s).*\"id\":\"(upd_[0-9a-z]+)\".*", "$1");
  }

  private String webhook() {
    return made(
        "/v1/webhooks",
        "{'url':'http://localhost:1/%1$s','headers':{'X-%1$s':'%1$s'},'description':'%1$s'}");
  }

  private String channel() {
    return made(
        "/v1/channels",
        "{'name':'%1$s','kind':'http','description':'%1$s','labels':{'%1$s':'%1$s'},"
            + "'settings':{'url':'http://localhost:1/%1$s','content_type':'text/plain','body':'%1$s',"
            + "'headers':{'X-%1$s':'%1$s'}}}");
  }

  /** Of the ledger of a webhook, or of the one of all. */
  private String delivery(String of, Map<String, String> made) {
    String webhook =
        of.isEmpty() ? "/v1/webhooks/" + made.computeIfAbsent("webhooks", noun -> webhook()) : of;
    require(200, agent().post(webhook + "/test", ""));
    return require(200, agent().get(webhook + "/deliveries")).id();
  }

  private String invitation() {
    String body =
        "{'email':'%s-%d@example.org','name':'%s'}".formatted(mark, NUMBER.incrementAndGet(), mark);
    return require(202, agent().post("/v1/invitations", body)).id();
  }

  private String user() {
    UUID user = TypeId.next();
    rows.change(
        """
        insert into access_user (id, email, name, created_at, updated_at)
        values (?, ?, ?, now(), now())""",
        user,
        user + "@example.org",
        mark);
    rows.change(
        """
        insert into access_membership (id, account_id, user_id, role, grants, created_at, updated_at)
        values (gen_random_uuid(), ?, ?, 'member', '[]', now(), now())""",
        owner.account().uuid(),
        user);
    return TypeId.format("usr", user);
  }

  private String flag() {
    UUID flag = TypeId.next();
    rows.change(
        """
        insert into access_flag (id, account_id, kind, subject_kind, subject_id, subject_name, bucket, at, address)
        values (?, ?, 'new_network', 'key', gen_random_uuid(), ?, now(), now(), '192.0.2.1')""",
        flag,
        owner.account().uuid(),
        mark);
    return TypeId.format("flag", flag);
  }

  /** What tells of a monitor. */
  private String entry(Map<String, String> made) {
    String monitor = made.computeIfAbsent("monitors", noun -> monitor());
    return require(200, agent().get("/v1/activity?object_id=" + monitor)).id();
  }

  private String session() {
    return new Agent("X-Session-ID", House.signIn(owner.email()))
        .get("/v1/sessions")
        .body()
        .replaceFirst("(?s).*?\"id\":\"(ses_[0-9a-z]+)\".*", "$1");
  }

  private String made(String path, String body) {
    return require(201, agent().post(path, body.formatted(mark, NUMBER.incrementAndGet()))).id();
  }

  private Agent agent() {
    return Agent.session(owner);
  }

  private static Answer require(int status, Answer answer) {
    if (answer.status() != status) {
      throw new IllegalStateException("not " + status + " but " + answer);
    }
    return answer;
  }
}
