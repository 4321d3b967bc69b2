package dev.belfry.notify.channel.ntfy;

import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which topic of which server. */
record NtfySettings(
    URI server,
    String topic,
    @Nullable String token,
    @Nullable String username,
    @Nullable String password,
    Optional<Integer> priority) {
  static final List<Field> FIELDS =
      List.of(
          Field.url("server_url", "the server").or("https://ntfy.sh/"),
          Field.text("topic", 64, "letters, digits, - and _; whoever knows it may read it")
              .needed()
              .matching(Pattern.compile("[-_A-Za-z0-9]{1,64}")),
          Field.token("token", 200, "an access token, tk_..."),
          Field.text("username", 100, "instead of a token, with a password")
              .matching(Pattern.compile("[^:]+")),
          Field.text("password", 200, "of the user").hidden(),
          Field.number("priority", 1, 5, "of all messages; otherwise by how bad it is"));

  static NtfySettings of(Settings settings) {
    return new NtfySettings(
        settings.url("server_url"),
        settings.text("topic"),
        settings.orNull("token"),
        settings.orNull("username"),
        settings.orNull("password"),
        settings.number("priority"));
  }

  @Nullable String authorization() {
    if (token != null) {
      return "Bearer " + token;
    }
    String pair = username + ":" + password;
    return username == null
        ? null
        : "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "NtfySettings";
  }
}
