package dev.belfry.notify.channel.ntfy;

import dev.belfry.notify.channel.ChannelDesk;
import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.Settings;
import dev.belfry.notify.channel.VendorCall;
import dev.belfry.notify.channel.VendorKind;
import dev.belfry.notify.channel.VendorPost;
import dev.belfry.platform.problem.Violation;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

@Singleton
class NtfyChannel extends VendorKind {
  NtfyChannel(ChannelDesk desk, VendorPost post) {
    super(desk, post);
  }

  @Override
  public String kind() {
    return "ntfy";
  }

  @Override
  public String title() {
    return "ntfy";
  }

  @Override
  public List<Field> fields() {
    return NtfySettings.FIELDS;
  }

  @Override
  public VendorCall call(Settings settings, News news) {
    NtfySettings to = NtfySettings.of(settings);
    VendorCall call = VendorCall.json(to.server(), NtfyMessage.of(news, to));
    String authorization = to.authorization();
    return authorization == null ? call : call.with("authorization", authorization);
  }

  @Override
  public List<Violation> wrong(Settings settings) {
    List<Violation> wrong = new ArrayList<>();
    boolean password = settings.find("password").isPresent();
    if (settings.find("token").isPresent() && password) {
      wrong.add(Violation.at("/token", "not_allowed", "is instead of a password, not besides"));
    }
    if (settings.find("username").isPresent() != password) {
      wrong.add(Violation.at("/username", "required", "goes with a password, and only with one"));
    }
    return wrong;
  }
}
