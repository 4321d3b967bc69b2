package dev.belfry.notify.channel.ntfy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.text.Words;

/** Plain text; longer than 4,096 bytes it would become a file. */
final class NtfyMessage {
  private static final int TITLE = 250;
  private static final int MESSAGE = 1300;

  private NtfyMessage() {}

  static JsonNode of(News news, NtfySettings to) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("topic", to.topic());
    message.put("title", Words.cut(news.title(), TITLE));
    message.put("message", Words.cut(news.lines(), MESSAGE));
    message.put("priority", to.priority().orElse(priority(news.severity())));
    message.putArray("tags").add(tag(news.severity()));
    return message;
  }

  private static int priority(News.Severity severity) {
    return switch (severity) {
      case CRITICAL -> 5;
      case WARNING -> 4;
      case GOOD -> 3;
      case INFO -> 2;
    };
  }

  /** Names of emojis that ntfy shows. */
  private static String tag(News.Severity severity) {
    return switch (severity) {
      case CRITICAL -> "rotating_light";
      case WARNING -> "warning";
      case GOOD -> "white_check_mark";
      case INFO -> "information_source";
    };
  }
}
