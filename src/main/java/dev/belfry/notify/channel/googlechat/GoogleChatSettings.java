package dev.belfry.notify.channel.googlechat;

import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.Settings;
import java.net.URI;
import java.util.List;

/** Where it goes; the URL is the secret. */
record GoogleChatSettings(URI url) {
  static final List<Field> FIELDS =
      List.of(
          Field.url("url", "the webhook, https://chat.googleapis.com/v1/spaces/...")
              .needed()
              .hidden());

  static GoogleChatSettings of(Settings settings) {
    return new GoogleChatSettings(settings.url("url"));
  }

  @Override
  public String toString() {
    return "GoogleChatSettings";
  }
}
