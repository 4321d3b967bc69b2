package dev.belfry.notify.channel.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.notify.Outcome.Verdict;
import dev.belfry.notify.channel.ChannelDesk;
import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.Reply;
import dev.belfry.notify.channel.Settings;
import dev.belfry.notify.channel.VendorCall;
import dev.belfry.notify.channel.VendorKind;
import dev.belfry.notify.channel.VendorPost;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Singleton
class TelegramChannel extends VendorKind {
  TelegramChannel(ChannelDesk desk, VendorPost post) {
    super(desk, post);
  }

  @Override
  public String kind() {
    return "telegram";
  }

  @Override
  public String title() {
    return "Telegram";
  }

  @Override
  public List<Field> fields() {
    return TelegramSettings.FIELDS;
  }

  @Override
  public VendorCall call(Settings settings, News news) {
    TelegramSettings to = TelegramSettings.of(settings);
    return VendorCall.json(
        VendorCall.below(to.base(), "/bot" + to.token() + "/sendMessage"),
        TelegramMessage.of(news, to));
  }

  /** Whoever blocks the bot, or throws it out, wants nothing any more. */
  @Override
  protected Verdict verdict(Reply reply) {
    if (reply.status() == 403) {
      return Verdict.GONE;
    }
    boolean says = reply.json().path("ok").asBoolean(false);
    return reply.status() / 100 == 2 && !says ? Verdict.FAILED : super.verdict(reply);
  }

  @Override
  protected @Nullable Duration wait(Reply reply, Instant at) {
    JsonNode seconds = reply.json().path("parameters").path("retry_after");
    return seconds.isInt() && seconds.intValue() >= 0
        ? Duration.ofSeconds(seconds.intValue())
        : super.wait(reply, at);
  }
}
