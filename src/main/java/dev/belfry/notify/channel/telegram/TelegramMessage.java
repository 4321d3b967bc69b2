package dev.belfry.notify.channel.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.text.Words;

/** HTML of the few elements that Telegram knows, within 4,096 characters. */
final class TelegramMessage {
  private static final int MOST = 4096;
  private static final int TITLE = 500;
  private static final int TEXT = 2400;
  private static final int FACT = 200;

  private TelegramMessage() {}

  static JsonNode of(News news, TelegramSettings to) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("chat_id", to.chat());
    to.topic().ifPresent(topic -> message.put("message_thread_id", topic));
    message.put("text", text(news));
    message.put("parse_mode", "HTML");
    message.putObject("link_preview_options").put("is_disabled", true);
    message.put("disable_notification", to.silent());
    return message;
  }

  private static String text(News news) {
    StringBuilder text = new StringBuilder();
    text.append("<b>").append(Words.fit(news.title(), TITLE, Words::html)).append("</b>");
    if (!news.text().isBlank()) {
      text.append('\n').append(Words.fit(news.text(), TEXT, Words::html));
    }
    for (News.Fact fact : news.facts()) {
      String line = "\n" + Words.html(fact.name(), FACT) + ": " + Words.html(fact.value(), FACT);
      if (text.length() + line.length() <= MOST) {
        text.append(line);
      }
    }
    return text.toString();
  }
}
