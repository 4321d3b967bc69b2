package dev.belfry.notify.channel.slack;

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
import java.util.List;
import java.util.Set;

@Singleton
class SlackChannel extends VendorKind {
  SlackChannel(ChannelDesk desk, VendorPost post) {
    super(desk, post);
  }

  @Override
  public String kind() {
    return "slack";
  }

  @Override
  public String title() {
    return "Slack";
  }

  @Override
  public List<Field> fields() {
    return SlackSettings.FIELDS;
  }

  @Override
  public VendorCall call(Settings settings, News news) {
    SlackSettings to = SlackSettings.of(settings);
    return VendorCall.json(to.url(), SlackMessage.of(news));
  }

  /** The words in which Slack says that a webhook is no more. */
  @Override
  protected Verdict verdict(Reply reply) {
    return reply.status() / 100 == 4 && GONE.contains(reply.body().strip())
        ? Verdict.GONE
        : super.verdict(reply);
  }

  private static final Set<String> GONE =
      Set.of("no_service", "no_active_hooks", "no_team", "team_disabled", "channel_is_archived");
}
