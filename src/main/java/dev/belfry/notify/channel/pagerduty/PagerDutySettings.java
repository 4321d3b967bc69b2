package dev.belfry.notify.channel.pagerduty;

import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.Settings;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** Which integration is told. */
record PagerDutySettings(URI base, String routingKey) {
  static final List<Field> FIELDS =
      List.of(
          Field.token("routing_key", 32, "the integration key, 32 letters and digits")
              .needed()
              .matching(Pattern.compile("[A-Za-z0-9]{32}")),
          Field.url("base_url", "the server; https://events.eu.pagerduty.com/ in Europe")
              .or("https://events.pagerduty.com/"));

  static PagerDutySettings of(Settings settings) {
    return new PagerDutySettings(settings.url("base_url"), settings.text("routing_key"));
  }

  @Override
  public String toString() {
    return "PagerDutySettings";
  }
}
