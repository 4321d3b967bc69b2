package dev.belfry.notify.channel.telegram;

import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.Settings;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which bot writes to which chat. */
record TelegramSettings(
    URI base, String token, String chat, Optional<Integer> topic, boolean silent) {
  static final List<Field> FIELDS =
      List.of(
          Field.token("token", 100, "the token of the bot, as BotFather gave it")
              .needed()
              .matching(Pattern.compile("[0-9]{1,20}:[A-Za-z0-9_-]{20,80}")),
          Field.text("chat_id", 40, "the number of the chat, or @ and the name of a channel")
              .needed()
              .matching(Pattern.compile("-?[0-9]{1,20}|@[A-Za-z0-9_]{4,32}")),
          Field.number("topic_id", 1, Integer.MAX_VALUE, "the topic of a group that has topics"),
          Field.flag("silent", "without a sound"),
          Field.url("base_url", "the server of the bot API").or("https://api.telegram.org/"));

  static TelegramSettings of(Settings settings) {
    return new TelegramSettings(
        settings.url("base_url"),
        settings.text("token"),
        settings.text("chat_id"),
        settings.number("topic_id"),
        settings.flag("silent"));
  }

  @Override
  public String toString() {
    return "TelegramSettings";
  }
}
