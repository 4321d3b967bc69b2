package dev.belfry.notify.channel.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.text.Words;

/** A notice, to which bots do not answer, as text and as HTML; it mentions nobody. */
final class MatrixMessage {
  private static final int TITLE = 500;
  private static final int TEXT = 8000;
  private static final int FACT = 500;

  private MatrixMessage() {}

  static JsonNode of(News news) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("msgtype", "m.notice");
    message.put("body", Words.cut(news.title() + "\n" + news.lines(), TEXT));
    message.put("format", "org.matrix.custom.html");
    message.put("formatted_body", html(news));
    message.putObject("m.mentions");
    return message;
  }

  private static String html(News news) {
    StringBuilder html = new StringBuilder();
    html.append("<strong>").append(Words.html(news.title(), TITLE)).append("</strong>");
    if (!news.text().isBlank()) {
      html.append("<br>").append(Words.html(news.text(), TEXT).replace("\n", "<br>"));
    }
    for (News.Fact fact : news.facts()) {
      html.append("<br>")
          .append(Words.html(fact.name(), FACT))
          .append(": ")
          .append(Words.html(fact.value(), FACT));
    }
    return html.toString();
  }
}
