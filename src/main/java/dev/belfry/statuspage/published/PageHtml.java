package dev.belfry.statuspage.published;

import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateData;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What templates are filled with: texts, ready in the reader's language. */
@TemplateData
public record PageHtml(
    Frame frame,
    String overall,
    String overallText,
    List<Group> groups,
    List<Entry> open,
    List<Entry> past,
    List<Planned> active,
    List<Planned> upcoming) {

  /**
   * What stands on every page.
   *
   * @param subscribe whether readers may ask to be told
   * @param base before paths of the page; empty on a domain of its own
   * @param home the first page
   * @param w texts by key
   */
  @TemplateData
  public record Frame(
      String lang,
      String theme,
      String title,
      String name,
      @Nullable String description,
      @Nullable String logo,
      boolean noindex,
      boolean subscribe,
      String base,
      String home,
      RawString style,
      Map<String, String> w,
      List<Tongue> tongues) {
    Frame with(List<Tongue> others) {
      return new Frame(
          lang,
          theme,
          title,
          name,
          description,
          logo,
          noindex,
          subscribe,
          base,
          home,
          style,
          w,
          others);
    }
  }

  /** A language to choose. */
  @TemplateData
  public record Tongue(String code, String name, boolean current) {}

  /** Components below a heading, or without. */
  @TemplateData
  public record Group(@Nullable String heading, List<Row> rows) {}

  /** A component. */
  @TemplateData
  public record Row(
      String name,
      @Nullable String description,
      String status,
      String statusText,
      @Nullable RawString bars,
      @Nullable String uptime,
      @Nullable RawString latency,
      @Nullable String latencyText) {}

  /** An incident. */
  @TemplateData
  public record Entry(
      String id,
      String title,
      String status,
      String statusText,
      String impact,
      String affected,
      String when,
      List<Update> updates) {}

  /**
   * What was told of it.
   *
   * @param html with all that could do harm as text
   */
  @TemplateData
  public record Update(String statusText, String at, String iso, RawString html) {}

  /** Maintenance. */
  @TemplateData
  public record Planned(String name, @Nullable String description, String affected, String when) {}
}
