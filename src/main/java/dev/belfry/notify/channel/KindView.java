package dev.belfry.notify.channel;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A kind of channel as shown.
 *
 * @param fields of {@code settings}
 */
@Schema(name = "ChannelKind")
public record KindView(String kind, String title, List<Field> fields) {
  /** All of them. */
  @Schema(name = "ChannelKinds")
  public record Catalogue(List<KindView> data) {}
}
