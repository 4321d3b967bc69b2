package dev.belfry.notify.channel.pushover;

import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.Settings;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which application tells which user or group. */
record PushoverSettings(
    URI base,
    String token,
    String user,
    @Nullable String device,
    @Nullable String sound,
    boolean emergency,
    int retrySeconds,
    int expireSeconds) {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]{30}");

  static final List<Field> FIELDS =
      List.of(
          Field.token("token", 30, "the token of the application, 30 letters and digits")
              .needed()
              .matching(KEY),
          Field.token("user", 30, "the key of the user or group, 30 letters and digits")
              .needed()
              .matching(KEY),
          Field.text("device", 100, "the names of devices, by comma; otherwise all")
              .matching(Pattern.compile("[A-Za-z0-9_,-]+")),
          Field.text("sound", 30, "the name of a sound").matching(Pattern.compile("[a-z0-9_]+")),
          Field.flag("emergency", "what is critical rings until somebody confirms it"),
          Field.number("retry_seconds", 30, 10_800, "how often it rings then").or(60),
          Field.number("expire_seconds", 30, 10_800, "for how long it rings then").or(3600),
          Field.url("base_url", "the server").or("https://api.pushover.net/"));

  static PushoverSettings of(Settings settings) {
    return new PushoverSettings(
        settings.url("base_url"),
        settings.text("token"),
        settings.text("user"),
        settings.orNull("device"),
        settings.orNull("sound"),
        settings.flag("emergency"),
        settings.number("retry_seconds").orElse(60),
        settings.number("expire_seconds").orElse(3600));
  }

  @Override
  public String toString() {
    return "PushoverSettings";
  }
}
