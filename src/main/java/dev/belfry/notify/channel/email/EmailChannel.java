package dev.belfry.notify.channel.email;

import dev.belfry.notify.Outcome;
import dev.belfry.notify.Outcome.Verdict;
import dev.belfry.notify.channel.ChannelDesk;
import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.Kind;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.Settings;
import dev.belfry.platform.mail.MailOutcome;
import dev.belfry.platform.mail.Mailer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

@Singleton
class EmailChannel extends Kind {
  private final Mailer mailer;

  EmailChannel(ChannelDesk desk, Mailer mailer) {
    super(desk);
    this.mailer = mailer;
  }

  @Override
  public String kind() {
    return "email";
  }

  @Override
  public String title() {
    return "Email";
  }

  @Override
  public List<Field> fields() {
    return EmailSettings.FIELDS;
  }

  @Override
  public Outcome send(Settings settings, News news, Instant at) {
    return outcome(mailer.send(EmailMessage.of(news, EmailSettings.of(settings))));
  }

  /** Mail that is off may be on tomorrow: the delivery waits, and its error says why. */
  private static Outcome outcome(MailOutcome sent) {
    Verdict verdict =
        switch (sent.verdict()) {
          case SENT -> Verdict.DELIVERED;
          case TEMPORARY, OFF -> Verdict.FAILED;
          case PERMANENT -> Verdict.REFUSED;
        };
    return new Outcome(verdict, sent.code(), sent.durationMs(), sent.error(), null);
  }
}
