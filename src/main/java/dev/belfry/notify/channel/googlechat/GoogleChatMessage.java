package dev.belfry.notify.channel.googlechat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.text.Words;

/** A card; its texts are HTML of few elements, so that nothing in them mentions anybody. */
final class GoogleChatMessage {
  private static final int TITLE = 300;
  private static final int TEXT = 4000;
  private static final int FACT = 500;
  private static final int MOST_FACTS = 10;

  private GoogleChatMessage() {}

  static JsonNode of(News news) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.putObject("thread").put("threadKey", news.thread());
    ObjectNode card = message.putArray("cardsV2").addObject().put("cardId", news.id());
    ObjectNode content = card.putObject("card");
    content.putObject("header").put("title", Words.cut(news.title(), TITLE));
    ArrayNode widgets = content.putArray("sections").addObject().putArray("widgets");
    if (!news.text().isBlank()) {
      widgets
          .addObject()
          .putObject("textParagraph")
          .put("text", Words.fit(news.text(), TEXT, Words::html));
    }
    news.facts().stream()
        .limit(MOST_FACTS)
        .forEach(
            fact ->
                widgets
                    .addObject()
                    .putObject("decoratedText")
                    .put("topLabel", fact.name())
                    .put("text", Words.fit(fact.value(), FACT, Words::html)));
    if (widgets.isEmpty()) {
      widgets.addObject().putObject("textParagraph").put("text", news.at().toString());
    }
    return message;
  }
}
