package dev.belfry.notify.channel.opsgenie;

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
class OpsgenieChannel extends VendorKind {
  OpsgenieChannel(ChannelDesk desk, VendorPost post) {
    super(desk, post);
  }

  @Override
  public String kind() {
    return "opsgenie";
  }

  @Override
  public String title() {
    return "Opsgenie";
  }

  @Override
  public List<Field> fields() {
    return OpsgenieSettings.FIELDS;
  }

  @Override
  public VendorCall call(Settings settings, News news) {
    OpsgenieSettings to = OpsgenieSettings.of(settings);
    return VendorCall.json(
            VendorCall.below(to.base(), OpsgenieMessage.path(news)), OpsgenieMessage.of(news, to))
        .with("authorization", "GenieKey " + to.apiKey());
  }
}
