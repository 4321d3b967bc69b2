package dev.belfry.notify.channel.googlechat;

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
class GoogleChatChannel extends VendorKind {
  GoogleChatChannel(ChannelDesk desk, VendorPost post) {
    super(desk, post);
  }

  @Override
  public String kind() {
    return "google_chat";
  }

  @Override
  public String title() {
    return "Google Chat";
  }

  @Override
  public List<Field> fields() {
    return GoogleChatSettings.FIELDS;
  }

  @Override
  public VendorCall call(Settings settings, News news) {
    GoogleChatSettings to = GoogleChatSettings.of(settings);
    return VendorCall.json(
        VendorCall.withQuery(to.url(), "messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"),
        GoogleChatMessage.of(news));
  }
}
