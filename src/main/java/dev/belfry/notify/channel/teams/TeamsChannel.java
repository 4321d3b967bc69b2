package dev.belfry.notify.channel.teams;

import dev.belfry.notify.channel.ChannelDesk;
import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.Settings;
import dev.belfry.notify.channel.VendorCall;
import dev.belfry.notify.channel.VendorKind;
import dev.belfry.notify.channel.VendorPost;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
class TeamsChannel extends VendorKind {
  TeamsChannel(ChannelDesk desk, VendorPost post) {
    super(desk, post);
  }

  @Override
  public String kind() {
    return "teams";
  }

  @Override
  public String title() {
    return "Microsoft Teams";
  }

  @Override
  public List<Field> fields() {
    return TeamsSettings.FIELDS;
  }

  @Override
  public VendorCall call(Settings settings, News news) {
    TeamsSettings to = TeamsSettings.of(settings);
    return VendorCall.json(to.url(), TeamsMessage.of(news));
  }
}
