package dev.belfry.statuspage.subscriber;

import dev.belfry.statuspage.published.PageHtml;
import io.quarkus.qute.TemplateData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the forms of subscriptions are filled with. */
final class SubscriptionHtml {
  private SubscriptionHtml() {}

  /** A component to be chosen or not. */
  @TemplateData
  public record Choice(String id, String name, boolean chosen) {}

  /** All of a page. */
  @TemplateData
  public record Choices(List<Choice> all, boolean chosen) {}

  /**
   * To be asked.
   *
   * @param done what came of it; null while it is to be filled in
   */
  @TemplateData
  public record Wish(
      PageHtml.Frame frame,
      boolean email,
      boolean webhook,
      @Nullable Choices choices,
      @Nullable String wrong,
      @Nullable String done) {}

  /**
   * One's own.
   *
   * @param address null where there is none any more
   * @param secret shown once, to whom requests are signed with it
   */
  @TemplateData
  public record Own(
      PageHtml.Frame frame,
      @Nullable String address,
      boolean confirmed,
      @Nullable Choices choices,
      @Nullable String secret,
      @Nullable String done) {}
}
