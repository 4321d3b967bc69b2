package dev.belfry.notify.channel.matrix;

import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.Settings;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** Who writes into which room of which server. */
record MatrixSettings(URI homeserver, String room, String token) {
  static final List<Field> FIELDS =
      List.of(
          Field.url("homeserver_url", "the homeserver, https://matrix.example.org").needed(),
          Field.text("room_id", 255, "the id of the room, which begins with !")
              .needed()
              .matching(Pattern.compile("![\\x21-\\x7e]{1,254}")),
          Field.token("access_token", 1000, "the access token of a user in the room").needed());

  static MatrixSettings of(Settings settings) {
    return new MatrixSettings(
        settings.url("homeserver_url"), settings.text("room_id"), settings.text("access_token"));
  }

  @Override
  public String toString() {
    return "MatrixSettings";
  }
}
