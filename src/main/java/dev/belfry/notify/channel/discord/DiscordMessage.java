package dev.belfry.notify.channel.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.text.Words;
import org.jspecify.annotations.Nullable;

/** One embed, together within 6,000 characters. */
final class DiscordMessage {
  private static final int TITLE = 256;
  private static final int DESCRIPTION = 2500;
  private static final int FIELD_NAME = 64;
  private static final int FIELD_VALUE = 250;
  private static final int MOST_FIELDS = 10;

  private DiscordMessage() {}

  static JsonNode of(News news, @Nullable String username) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    if (username != null) {
      message.put("username", username);
    }
    message.putObject("allowed_mentions").putArray("parse");
    ObjectNode embed = message.putArray("embeds").addObject();
    embed.put("title", Words.fit(news.title(), TITLE, Words::markdown));
    if (!news.text().isBlank()) {
      embed.put("description", Words.fit(news.text(), DESCRIPTION, Words::markdown));
    }
    embed.put("color", color(news.severity()));
    embed.put("timestamp", news.at().toString());
    ArrayNode fields = embed.putArray("fields");
    news.facts().stream()
        .limit(MOST_FIELDS)
        .forEach(
            fact ->
                fields
                    .addObject()
                    .put("name", Words.cut(fact.name(), FIELD_NAME))
                    .put("value", Words.fit(fact.value(), FIELD_VALUE, Words::markdown))
                    .put("inline", true));
    return message;
  }

  private static int color(News.Severity severity) {
    return switch (severity) {
      case CRITICAL -> 0xD92D20;
      case WARNING -> 0xF79009;
      case INFO -> 0x2E90FA;
      case GOOD -> 0x12B76A;
    };
  }
}
