package dev.belfry.notify.channel.email;

import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.Settings;
import java.util.List;

/** To whom; one address, such as that of a list, so that a retry reaches nobody twice. */
record EmailSettings(String to) {
  static final List<Field> FIELDS = List.of(Field.email("to", "one mail address").needed());

  static EmailSettings of(Settings settings) {
    return new EmailSettings(settings.text("to"));
  }
}
