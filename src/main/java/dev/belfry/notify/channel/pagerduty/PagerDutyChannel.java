package dev.belfry.notify.channel.pagerduty;

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
class PagerDutyChannel extends VendorKind {
  PagerDutyChannel(ChannelDesk desk, VendorPost post) {
    super(desk, post);
  }

  @Override
  public String kind() {
    return "pagerduty";
  }

  @Override
  public String title() {
    return "PagerDuty";
  }

  @Override
  public List<Field> fields() {
    return PagerDutySettings.FIELDS;
  }

  @Override
  public VendorCall call(Settings settings, News news) {
    PagerDutySettings to = PagerDutySettings.of(settings);
    return VendorCall.json(
        VendorCall.below(to.base(), "/v2/enqueue"), PagerDutyMessage.of(news, to));
  }
}
