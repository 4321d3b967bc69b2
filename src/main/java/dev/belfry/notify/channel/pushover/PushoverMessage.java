package dev.belfry.notify.channel.pushover;

import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of the form; plain text, since no HTML is asked for. */
final class PushoverMessage {
  private static final int TITLE = 250;
  private static final int MESSAGE = 1024;

  private PushoverMessage() {}

  static Map<String, String> of(News news, PushoverSettings to) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("token", to.token());
    form.put("user", to.user());
    form.put("title", Words.cut(news.title(), TITLE));
    form.put("message", Words.cut(news.lines(), MESSAGE));
    form.put("timestamp", Long.toString(news.at().getEpochSecond()));
    int priority = priority(news.severity(), to.emergency());
    form.put("priority", Integer.toString(priority));
    if (priority == 2) {
      form.put("retry", Integer.toString(to.retrySeconds()));
      form.put("expire", Integer.toString(to.expireSeconds()));
    }
    if (to.device() != null) {
      form.put("device", to.device());
    }
    if (to.sound() != null) {
      form.put("sound", to.sound());
    }
    return form;
  }

  private static int priority(News.Severity severity, boolean emergency) {
    return switch (severity) {
      case CRITICAL -> emergency ? 2 : 1;
      case WARNING, GOOD -> 0;
      case INFO -> -1;
    };
  }
}
