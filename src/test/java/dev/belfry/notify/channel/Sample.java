package dev.belfry.notify.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Settings that are right for each kind, and news that want to break out. */
public final class Sample {
  public static final String HOSTILE =
      "<!channel> <users/all> @everyone <b onclick=x>*b* _i_ `c` [l](http://e) & \"q\" 'q'"
          + " \u202Etxt\u200B\r\nBcc: all@example.org {{title}} \\u0041 \uD83D\uDE00";
  public static final String INCIDENT = "inc_01k00000000000000000000000";
  public static final String MONITOR = "mon_01k00000000000000000000000";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LETTERS = "abcdefghij0123456789ABCDEFGHIJ";

  /** Every secret that stands in the settings has it. */
  public static final String SECRET = "SeCReT";

  private Sample() {}

  /** Where vendors are reached is the base. */
  static Map<String, Object> settings(String kind, String base) {
    String hook = base + "hook/" + SECRET + "?token=" + SECRET;
    return switch (kind) {
      case "slack", "discord", "teams", "google_chat" -> Map.of("url", hook);
      case "telegram" ->
          Map.of("token", "123456:" + SECRET + LETTERS, "chat_id", "-100123", "base_url", base);
      case "ntfy" -> Map.of("server_url", base, "topic", "alerts", "token", "tk_" + SECRET);
      case "pushover" ->
          Map.of(
              "token",
              (SECRET + LETTERS).substring(0, 30),
              "user",
              (SECRET + LETTERS).substring(0, 30),
              "base_url",
              base);
      case "pagerduty" ->
          Map.of("routing_key", (SECRET + LETTERS + "xx").substring(0, 32), "base_url", base);
      case "opsgenie" -> Map.of("api_key", "key-" + SECRET, "base_url", base);
      case "matrix" ->
          Map.of("homeserver_url", base, "room_id", "!r/o:example.org", "access_token", SECRET);
      case "http" ->
          Map.of(
              "url",
              base + "in",
              "headers",
              Map.of("X-Token", SECRET),
              "body",
              "{\"t\":\"{{title}}\",\"m\":\"{{text}}\",\"n\":\"{{ monitor.name }}\"}");
      case "email" -> Map.of("to", "ops@example.org");
      default -> throw new IllegalStateException("say here how to set up " + kind);
    };
  }

  public static Settings of(Kind kind, String base) {
    return new Settings(kind.fields(), settings(kind.kind(), base));
  }

  public static News news(String type) {
    return news(type, "Shop", "It is down.", "investigating");
  }

  public static News news(String type, String name, String message, String status) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (type.startsWith("key.")) {
      data.put("key", Map.of("id", "key_1", "name", name, "hint", "bfy_svc_abc"));
      data.put("flag", Map.of("subject_name", name));
    } else if (type.equals("channel.test")) {
      data.put("channel", Map.of("id", "chn_1", "name", name));
    } else {
      data.put(
          "incident",
          Map.of(
              "id",
              INCIDENT,
              "title",
              name,
              "status",
              status,
              "impact",
              "high",
              "started_at",
              "2030-01-01T00:00:00Z"));
      data.put("message", message);
      if (type.startsWith("monitor.")) {
        data.put(
            "monitor",
            Map.of("id", MONITOR, "name", name, "url", "https://shop.example/", "status", "down"));
        data.put("result", Map.of("message", message));
      }
    }
    return of(type, data);
  }

  public static News of(String type, Map<String, ?> data) {
    Map<String, Object> body =
        Map.of("type", type, "id", "msg_1", "timestamp", "2030-01-01T00:00:00Z", "data", data);
    return News.of("msg_01k00000000000000000000000", type, JSON.valueToTree(body));
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  /** All texts within, however deep. */
  static List<String> texts(JsonNode node) {
    if (node.isTextual()) {
      return List.of(node.textValue());
    }
    List<String> texts = new ArrayList<>();
    node.forEach(one -> texts.addAll(texts(one)));
    return texts;
  }

  static Stream<String> types() {
    return Stream.concat(
        dev.belfry.notify.NoticeType.KNOWN.stream(),
        Stream.of("channel.test", "digest", "news.other"));
  }
}
