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
   * One way to be told, with what was sent and refused.
   *
   * @param typed what stands in its field; empty in a fresh form
   * @param complaint why it was refused; null where it was not
   * @param wrong whether it is for what was typed
   */
  @TemplateData
  public record Way(
      String typed, @Nullable String complaint, boolean wrong, @Nullable Choices choices) {}

  /**
   * To be asked.
   *
   * @param email null where the page does not offer it
   * @param webhook null where the page does not offer it
   * @param done what came of it; null while it is to be filled in
   */
  @TemplateData
  public record Wish(
      PageHtml.Frame frame, @Nullable Way email, @Nullable Way webhook, @Nullable String done) {}

  /**
   * One's own.
   *
   * @param address null where there is none any more
   * @param secret shown once, to whom requests are signed with it
   * @param complaint why nothing was done; null where it was
   */
  @TemplateData
  public record Own(
      PageHtml.Frame frame,
      @Nullable String address,
      boolean confirmed,
      @Nullable Choices choices,
      @Nullable String secret,
      @Nullable String done,
      @Nullable String complaint) {}
}
