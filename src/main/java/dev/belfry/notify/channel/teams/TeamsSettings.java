package dev.belfry.notify.channel.teams;

import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.Settings;
import java.net.URI;
import java.util.List;

/** Where it goes; the URL is the secret. */
record TeamsSettings(URI url) {
  static final List<Field> FIELDS =
      List.of(
          Field.url("url", "the URL of the workflow that posts to the channel").needed().hidden());

  static TeamsSettings of(Settings settings) {
    return new TeamsSettings(settings.url("url"));
  }

  @Override
  public String toString() {
    return "TeamsSettings";
  }
}
