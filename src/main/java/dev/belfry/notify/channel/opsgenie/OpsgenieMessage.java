package dev.belfry.notify.channel.opsgenie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.VendorCall;
import dev.belfry.notify.channel.text.Words;

/** What is done to an alert: created, acknowledged, noted, closed. */
final class OpsgenieMessage {
  private static final int MESSAGE = 130;
  private static final int DESCRIPTION = 15_000;
  private static final int NOTE = 10_000;
  private static final int ALIAS = 512;

  private OpsgenieMessage() {}

  static String path(News news) {
    String alert = "/v2/alerts/" + VendorCall.encoded(alias(news));
    return switch (news.stage()) {
      case RAISED -> "/v2/alerts";
      case ACKNOWLEDGED -> alert + "/acknowledge?identifierType=alias";
      case CHANGED -> alert + "/notes?identifierType=alias";
      case ENDED -> alert + "/close?identifierType=alias";
    };
  }

  static JsonNode of(News news, OpsgenieSettings to) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("source", "Belfry");
    if (news.stage() != News.Stage.RAISED) {
      return body.put("note", Words.cut(news.title() + "\n" + news.lines(), NOTE));
    }
    body.put("message", Words.cut(news.title(), MESSAGE));
    body.put("alias", alias(news));
    body.put("description", Words.cut(news.lines(), DESCRIPTION));
    body.put("priority", priority(news.severity()));
    ObjectNode details = body.putObject("details");
    news.facts().forEach(fact -> details.put(fact.name(), fact.value()));
    if (to.team() != null) {
      body.putArray("responders").addObject().put("name", to.team()).put("type", "team");
    }
    return body;
  }

  private static String alias(News news) {
    return Words.cut(news.alarm(), ALIAS);
  }

  private static String priority(News.Severity severity) {
    return switch (severity) {
      case CRITICAL -> "P1";
      case WARNING -> "P3";
      case INFO, GOOD -> "P5";
    };
  }
}
