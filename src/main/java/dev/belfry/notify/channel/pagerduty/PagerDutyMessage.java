package dev.belfry.notify.channel.pagerduty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.text.Words;

/** An event; its key is that of the incident, or of what else is raised. */
final class PagerDutyMessage {
  private static final int SUMMARY = 1024;
  private static final int DETAIL = 4000;
  private static final int KEY = 255;

  private PagerDutyMessage() {}

  static JsonNode of(News news, PagerDutySettings to) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("routing_key", to.routingKey());
    event.put("event_action", action(news.stage()));
    event.put("dedup_key", Words.cut(news.alarm(), KEY));
    event.put("client", "Belfry");
    ObjectNode payload = event.putObject("payload");
    payload.put("summary", Words.cut(news.title(), SUMMARY));
    payload.put("source", "belfry");
    payload.put("severity", severity(news.severity()));
    payload.put("timestamp", news.at().toString());
    payload.put("class", news.type());
    ObjectNode details = payload.putObject("custom_details");
    if (!news.text().isBlank()) {
      details.put("message", Words.cut(news.text(), DETAIL));
    }
    news.facts().forEach(fact -> details.put(fact.name(), fact.value()));
    return event;
  }

  /** What only changes is told under the same key, which raises nothing anew. */
  private static String action(News.Stage stage) {
    return switch (stage) {
      case RAISED, CHANGED -> "trigger";
      case ACKNOWLEDGED -> "acknowledge";
      case ENDED -> "resolve";
    };
  }

  private static String severity(News.Severity severity) {
    return switch (severity) {
      case CRITICAL -> "critical";
      case WARNING -> "warning";
      case INFO, GOOD -> "info";
    };
  }
}
