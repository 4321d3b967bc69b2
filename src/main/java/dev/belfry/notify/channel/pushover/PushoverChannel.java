package dev.belfry.notify.channel.pushover;

import dev.belfry.notify.channel.ChannelDesk;
import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.Reply;
import dev.belfry.notify.channel.Settings;
import dev.belfry.notify.channel.VendorCall;
import dev.belfry.notify.channel.VendorKind;
import dev.belfry.notify.channel.VendorPost;
import dev.belfry.platform.problem.Violation;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Singleton
class PushoverChannel extends VendorKind {
  PushoverChannel(ChannelDesk desk, VendorPost post) {
    super(desk, post);
  }

  @Override
  public String kind() {
    return "pushover";
  }

  @Override
  public String title() {
    return "Pushover";
  }

  @Override
  public List<Field> fields() {
    return PushoverSettings.FIELDS;
  }

  @Override
  public VendorCall call(Settings settings, News news) {
    PushoverSettings to = PushoverSettings.of(settings);
    return VendorCall.form(
        VendorCall.below(to.base(), "/1/messages.json"), PushoverMessage.of(news, to));
  }

  @Override
  public List<Violation> wrong(Settings settings) {
    PushoverSettings to = PushoverSettings.of(settings);
    return to.retrySeconds() > to.expireSeconds()
        ? List.of(
            Violation.at("/retry_seconds", "too_large", "must not be longer than expire_seconds"))
        : List.of();
  }

  /** When the month's messages begin anew, as seconds since 1970. */
  @Override
  protected @Nullable Duration wait(Reply reply, Instant at) {
    String reset = reply.header("x-limit-app-reset").orElse("");
    if (reply.status() != 429 || !reset.matches("[0-9]{1,12}")) {
      return super.wait(reply, at);
    }
    Duration left = Duration.between(at, Instant.ofEpochSecond(Long.parseLong(reset)));
    return left.isPositive() ? left : null;
  }
}
