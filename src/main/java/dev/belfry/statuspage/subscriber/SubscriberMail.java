package dev.belfry.statuspage.subscriber;

import dev.belfry.platform.mail.Mail;
import dev.belfry.statuspage.published.Words;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Letters to subscribers in the words of their language; as text, which no reader distorts. */
final class SubscriberMail {
  private static final int NAMED = 20;

  private final Words words;
  private final String to;
  private final String link;
  private final String host;

  /**
   * @param link to his subscription
   */
  SubscriberMail(Subscriber one, String link) {
    this.words = Words.in(one.language);
    this.to = one.address;
    this.link = link;
    this.host = URI.create(link).getHost();
  }

  Mail confirmation(String page, String message) {
    String text =
        words.say("mail_confirm_text", page) + "\n\n" + link + "\n\n" + words.say("mail_ignore");
    return new Mail(
        to, words.say("mail_confirm", page), text + "\n", null, headers(message, message));
  }

  /**
   * @param message its id, the same in every attempt
   */
  Mail news(PageNews news, String message) {
    PageNews.Incident incident = news.incident();
    PageNews.Maintenance maintenance = news.maintenance();
    String title = "";
    String body = "";
    String about = message;
    if (incident != null) {
      title = words.say(lower(incident.status())) + ": " + title(incident);
      body = body(incident);
      about = incident.id();
    } else if (maintenance != null) {
      title = words.say(lower(maintenance.turn())) + ": " + maintenance.name();
      body = body(maintenance);
      about = maintenance.id();
    }
    String text = title + "\n\n" + body + "\n--\n" + words.say("mail_leave") + "\n" + link + "\n";
    Map<String, String> headers = headers(message, about);
    // RFC 8058; what the header names takes the POST that mail programs make.
    headers.put("List-Unsubscribe", "<" + link + ">");
    headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    return new Mail(to, "[" + news.page().name() + "] " + title, text, null, headers);
  }

  private String title(PageNews.Incident incident) {
    return incident.titled()
        ? incident.title()
        : words.say("is_down", incident.components().getFirst().name());
  }

  private String body(PageNews.Incident incident) {
    return (incident.worded() ? incident.message() : words.neutral(incident.status()))
        + "\n\n"
        + affected(incident.components())
        + "\n"
        + (incident.resolvedAt() == null
            ? words.say("since", words.time(incident.startedAt()))
            : words.say(
                "from_to", words.time(incident.startedAt()), words.time(incident.resolvedAt())))
        + "\n"
        + incident.url()
        + "\n";
  }

  private String body(PageNews.Maintenance maintenance) {
    return (maintenance.description() == null ? "" : maintenance.description() + "\n\n")
        + affected(maintenance.components())
        + "\n"
        + (maintenance.endsAt() == null
            ? words.say("from_on", words.time(maintenance.startsAt()))
            : words.say(
                "from_to", words.time(maintenance.startsAt()), words.time(maintenance.endsAt())))
        + "\n";
  }

  private String affected(List<PageNews.Component> components) {
    String names =
        components.stream()
            .limit(NAMED)
            .map(PageNews.Component::name)
            .collect(Collectors.joining(", "));
    int more = components.size() - NAMED;
    return words.say("affected", more > 0 ? names + ", +" + more : names);
  }

  /** All letters about one thing are one thread. */
  private Map<String, String> headers(String message, String about) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Message-ID", "<" + message + "." + fold(to) + "@" + host + ">");
    headers.put("References", "<" + about + "@" + host + ">");
    headers.put("In-Reply-To", "<" + about + "@" + host + ">");
    return headers;
  }

  /** One message goes to many, and ids are for one mail. */
  private static String fold(String address) {
    return UUID.nameUUIDFromBytes(address.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
