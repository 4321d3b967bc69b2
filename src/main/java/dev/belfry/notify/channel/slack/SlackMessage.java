package dev.belfry.notify.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.text.Words;

/** A message of blocks; all of it plain text, within the limits of Block Kit. */
final class SlackMessage {
  private static final int HEADER = 150;
  private static final int SECTION = 3000;
  private static final int FIELD = 2000;
  private static final int MOST_FIELDS = 10;

  private SlackMessage() {}

  static JsonNode of(News news) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    // For notifications; with markup it could name everybody.
    message.put("text", Words.fit(news.title(), SECTION, SlackMessage::escaped));
    message.put("mrkdwn", false);
    ArrayNode blocks = message.putArray("blocks");
    plain(blocks.addObject().put("type", "header").putObject("text"), news.title(), HEADER);
    if (!news.text().isBlank()) {
      plain(blocks.addObject().put("type", "section").putObject("text"), news.text(), SECTION);
    }
    if (!news.facts().isEmpty()) {
      ArrayNode fields = blocks.addObject().put("type", "section").putArray("fields");
      news.facts().stream()
          .limit(MOST_FIELDS)
          .forEach(fact -> plain(fields.addObject(), fact.name() + "\n" + fact.value(), FIELD));
    }
    return message;
  }

  private static void plain(ObjectNode node, String text, int most) {
    node.put("type", "plain_text");
    node.put("text", Words.fit(text, most, SlackMessage::escaped));
    node.put("emoji", false);
  }

  /** The three signs that mean something to Slack. */
  private static String escaped(int c) {
    return c == '&' || c == '<' || c == '>' ? Words.html(c) : Character.toString(c);
  }
}
