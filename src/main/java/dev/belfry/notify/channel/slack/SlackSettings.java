package dev.belfry.notify.channel.slack;

import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.Settings;
import java.net.URI;
import java.util.List;

/** Where it goes; the URL is the secret. */
record SlackSettings(URI url) {
  static final List<Field> FIELDS =
      List.of(
          Field.url("url", "the incoming webhook, https://hooks.slack.com/services/...")
              .needed()
              .hidden());

  static SlackSettings of(Settings settings) {
    return new SlackSettings(settings.url("url"));
  }

  @Override
  public String toString() {
    return "SlackSettings";
  }
}
