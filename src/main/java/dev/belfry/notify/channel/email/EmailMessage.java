package dev.belfry.notify.channel.email;

import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.text.Words;
import dev.belfry.platform.mail.Mail;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A mail as text and as HTML. */
final class EmailMessage {
  private static final int TEXT = 20_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private EmailMessage() {}

  /**
   * @param here what ids end with, which are no addresses
   */
  static Mail of(News news, EmailSettings to, String here) {
    Map<String, String> headers = new LinkedHashMap<>();
    // The same for every attempt, so that servers see that it is the same mail (RFC 5322, 3.6.4).
    headers.put("Message-ID", "<" + news.id() + "@" + here + ">");
    // Of a mail that was never sent: what all mails of a thread have in common.
    String thread = "<" + token(news.thread()) + "@" + here + ">";
    headers.put("References", thread);
    headers.put("In-Reply-To", thread);
    headers.put("List-Id", "Belfry <news." + here + ">");
    headers.put("X-Belfry-Type", token(news.type()));
    if (news.severity() == News.Severity.CRITICAL) {
      headers.put("Importance", "high");
    }
    List<News.Fact> facts = facts(news);
    String lines = Words.cut(news.title() + "\n\n" + lines(news, facts), TEXT);
    return new Mail(to.to(), news.title(), lines + "\n", html(news, facts), headers);
  }

  /** Times in words: who reads them at night should not have to think about zones and letters. */
  private static List<News.Fact> facts(News news) {
    List<News.Fact> facts = new ArrayList<>();
    news.facts().forEach(fact -> facts.add(new News.Fact(fact.name(), words(fact.value()))));
    facts.add(new News.Fact("Time", TIME.format(news.at())));
    return facts;
  }

  private static String words(String value) {
    try {
      return TIME.format(Instant.parse(value));
    } catch (DateTimeException noTime) {
      return value;
    }
  }

  private static String lines(News news, List<News.Fact> facts) {
    StringBuilder lines = new StringBuilder(news.text().isBlank() ? "" : news.text() + "\n");
    facts.forEach(fact -> lines.append(fact.name()).append(": ").append(fact.value()).append('\n'));
    return lines.toString().stripTrailing();
  }

  /** What can stand in a header whatever it was. */
  private static String token(String text) {
    return Words.cut(text.replaceAll("[^A-Za-z0-9._-]", "."), 200).replace("…", "");
  }

  private static String html(News news, List<News.Fact> facts) {
    StringBuilder html = new StringBuilder("<!doctype html><html><body><h2>");
    html.append(Words.html(news.title(), TEXT)).append("</h2>");
    if (!news.text().isBlank()) {
      html.append("<p style=\"white-space:pre-line\">")
          .append(Words.html(news.text(), TEXT))
          .append("</p>");
    }
    html.append("<table>");
    for (News.Fact fact : facts) {
      html.append("<tr><th align=\"left\">")
          .append(Words.html(fact.name(), TEXT))
          .append("</th><td>")
          .append(Words.html(fact.value(), TEXT))
          .append("</td></tr>");
    }
    return html.append("</table></body></html>\n").toString();
  }
}
