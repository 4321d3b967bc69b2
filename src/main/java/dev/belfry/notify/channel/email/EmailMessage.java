package dev.belfry.notify.channel.email;

import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.text.Words;
import dev.belfry.platform.mail.Mail;
import java.util.LinkedHashMap;
import java.util.Map;

/** A mail as text and as HTML. */
final class EmailMessage {
  /** After the at sign of ids, which are no addresses; reserved (RFC 2606). */
  private static final String HERE = "belfry.invalid";

  private static final int TEXT = 20_000;

  private EmailMessage() {}

  static Mail of(News news, EmailSettings to) {
    Map<String, String> headers = new LinkedHashMap<>();
    // The same for every attempt, so that servers see that it is the same mail (RFC 5322, 3.6.4).
    headers.put("Message-ID", "<" + news.id() + "@" + HERE + ">");
    // Of a mail that was never sent: what all mails of a thread have in common.
    String thread = "<" + token(news.thread()) + "@" + HERE + ">";
    headers.put("References", thread);
    headers.put("In-Reply-To", thread);
    headers.put("List-Id", "Belfry <news." + HERE + ">");
    headers.put("X-Belfry-Type", token(news.type()));
    if (news.severity() == News.Severity.CRITICAL) {
      headers.put("Importance", "high");
    }
    String lines = Words.cut(news.title() + "\n\n" + news.lines(), TEXT);
    return new Mail(to.to(), news.title(), lines + "\n", html(news), headers);
  }

  /** What can stand in a header whatever it was. */
  private static String token(String text) {
    return Words.cut(text.replaceAll("[^A-Za-z0-9._-]", "."), 200).replace("…", "");
  }

  private static String html(News news) {
    StringBuilder html = new StringBuilder("<!doctype html><html><body><h2>");
    html.append(Words.html(news.title(), TEXT)).append("</h2>");
    if (!news.text().isBlank()) {
      html.append("<p style=\"white-space:pre-line\">")
          .append(Words.html(news.text(), TEXT))
          .append("</p>");
    }
    html.append("<table>");
    for (News.Fact fact : news.facts()) {
      html.append("<tr><th align=\"left\">")
          .append(Words.html(fact.name(), TEXT))
          .append("</th><td>")
          .append(Words.html(fact.value(), TEXT))
          .append("</td></tr>");
    }
    return html.append("</table></body></html>\n").toString();
  }
}
