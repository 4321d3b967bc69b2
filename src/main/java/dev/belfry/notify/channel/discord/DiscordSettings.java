package dev.belfry.notify.channel.discord;

import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.Settings;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where it goes, the URL being the secret, and as whom. */
record DiscordSettings(URI url, @Nullable String username) {
  static final List<Field> FIELDS =
      List.of(
          Field.url("url", "the webhook, https://discord.com/api/webhooks/...").needed().hidden(),
          Field.text("username", 80, "the name under which it is posted"));

  static DiscordSettings of(Settings settings) {
    return new DiscordSettings(settings.url("url"), settings.orNull("username"));
  }

  @Override
  public String toString() {
    return "DiscordSettings";
  }
}
