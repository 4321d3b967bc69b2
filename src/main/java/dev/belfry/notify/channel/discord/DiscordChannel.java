package dev.belfry.notify.channel.discord;

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
class DiscordChannel extends VendorKind {
  DiscordChannel(ChannelDesk desk, VendorPost post) {
    super(desk, post);
  }

  @Override
  public String kind() {
    return "discord";
  }

  @Override
  public String title() {
    return "Discord";
  }

  @Override
  public List<Field> fields() {
    return DiscordSettings.FIELDS;
  }

  @Override
  public VendorCall call(Settings settings, News news) {
    DiscordSettings to = DiscordSettings.of(settings);
    // So that the answer tells whether it was posted.
    return VendorCall.json(
        VendorCall.withQuery(to.url(), "wait=true"), DiscordMessage.of(news, to.username()));
  }

  /** An unknown webhook was deleted. */
  @Override
  protected Verdict verdict(Reply reply) {
    return reply.status() == 404 ? Verdict.GONE : super.verdict(reply);
  }

  /** In seconds with fractions, in the body; the header rounds. */
  @Override
  protected @Nullable Duration wait(Reply reply, Instant at) {
    JsonNode seconds = reply.json().path("retry_after");
    return seconds.isNumber() && seconds.doubleValue() >= 0 && seconds.doubleValue() < 1_000_000
        ? Duration.ofMillis((long) Math.ceil(seconds.doubleValue() * 1000))
        : super.wait(reply, at);
  }
}
