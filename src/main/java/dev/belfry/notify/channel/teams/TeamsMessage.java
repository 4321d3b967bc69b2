package dev.belfry.notify.channel.teams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.text.Words;

/** An adaptive card in a message; far below the 28 KB that Teams takes. */
final class TeamsMessage {
  private static final int TITLE = 500;
  private static final int TEXT = 3000;
  private static final int FACT = 500;
  private static final int MOST_FACTS = 10;

  private TeamsMessage() {}

  static JsonNode of(News news) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("type", "message");
    ObjectNode attachment = message.putArray("attachments").addObject();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.putNull("contentUrl");
    ObjectNode card = attachment.putObject("content");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard");
    card.put("version", "1.4");
    card.putObject("msteams").put("width", "Full");
    ArrayNode body = card.putArray("body");
    text(body.addObject(), news.title(), TITLE)
        .put("weight", "Bolder")
        .put("size", "Medium")
        .put("color", color(news.severity()));
    if (!news.text().isBlank()) {
      text(body.addObject(), news.text(), TEXT);
    }
    ArrayNode facts = body.addObject().put("type", "FactSet").putArray("facts");
    news.facts().stream()
        .limit(MOST_FACTS)
        .forEach(
            fact ->
                facts
                    .addObject()
                    .put("title", fact.name())
                    .put("value", Words.fit(fact.value(), FACT, Words::markdown)));
    return message;
  }

  /** Text blocks understand some Markdown. */
  private static ObjectNode text(ObjectNode block, String text, int most) {
    return block
        .put("type", "TextBlock")
        .put("wrap", true)
        .put("text", Words.fit(text, most, Words::markdown));
  }

  private static String color(News.Severity severity) {
    return switch (severity) {
      case CRITICAL -> "Attention";
      case WARNING -> "Warning";
      case INFO -> "Accent";
      case GOOD -> "Good";
    };
  }
}
