package dev.belfry.notify.channel.matrix;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Singleton
class MatrixChannel extends VendorKind {
  MatrixChannel(ChannelDesk desk, VendorPost post) {
    super(desk, post);
  }

  @Override
  public String kind() {
    return "matrix";
  }

  @Override
  public String title() {
    return "Matrix";
  }

  @Override
  public List<Field> fields() {
    return MatrixSettings.FIELDS;
  }

  @Override
  public VendorCall call(Settings settings, News news) {
    MatrixSettings to = MatrixSettings.of(settings);
    String path =
        "/_matrix/client/v3/rooms/"
            + VendorCall.encoded(to.room())
            + "/send/m.room.message/"
            + VendorCall.encoded(news.id());
    return new VendorCall(
        "PUT",
        VendorCall.below(to.homeserver(), path),
        Map.of("content-type", "application/json", "authorization", "Bearer " + to.token()),
        MatrixMessage.of(news).toString());
  }

  @Override
  protected @Nullable Duration wait(Reply reply, Instant at) {
    JsonNode millis = reply.json().path("retry_after_ms");
    return millis.isIntegralNumber() && millis.longValue() >= 0
        ? Duration.ofMillis(millis.longValue())
        : super.wait(reply, at);
  }
}
