package dev.belfry.notify.channel.email;

import dev.belfry.notify.Outcome;
import dev.belfry.notify.Outcome.Verdict;
import dev.belfry.notify.channel.ChannelDesk;
import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.Kind;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.Settings;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.mail.MailOutcome;
import dev.belfry.platform.mail.Mailer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Singleton
class EmailChannel extends Kind {
  private static final String UNCONFIRMED = "address_unconfirmed";
  private static final String UNASKED = "address_unasked";

  private final Mailer mailer;
  private final Addresses addresses;

  EmailChannel(ChannelDesk desk, Mailer mailer, Addresses addresses) {
    super(desk);
    this.mailer = mailer;
    this.addresses = addresses;
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
  public @Nullable String waitsFor(AccountId account, Settings settings) {
    return switch (addresses.standing(account, EmailSettings.of(settings).to())) {
      case WANTED -> null;
      case ASKED -> UNCONFIRMED;
      case UNASKED -> UNASKED;
    };
  }

  @Override
  public boolean ask(AccountId account, Settings settings, Instant now) {
    return addresses.ask(account, EmailSettings.of(settings).to(), now);
  }

  @Override
  public Outcome send(Settings settings, News news, Instant at) {
    return outcome(mailer.send(EmailMessage.of(news, EmailSettings.of(settings), mailer.domain())));
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
