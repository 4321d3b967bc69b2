package dev.belfry.notify.channel.opsgenie;

import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.Settings;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which integration is told. */
record OpsgenieSettings(URI base, String apiKey, @Nullable String team) {
  static final List<Field> FIELDS =
      List.of(
          Field.token("api_key", 100, "the key of the API integration")
              .needed()
              .matching(Pattern.compile("[A-Za-z0-9-]+")),
          Field.text("team", 100, "the name of the team that answers"),
          Field.url("base_url", "the server; https://api.eu.opsgenie.com/ in Europe")
              .or("https://api.opsgenie.com/"));

  static OpsgenieSettings of(Settings settings) {
    return new OpsgenieSettings(
        settings.url("base_url"), settings.text("api_key"), settings.orNull("team"));
  }

  @Override
  public String toString() {
    return "OpsgenieSettings";
  }
}
