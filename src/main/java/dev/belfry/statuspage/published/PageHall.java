package dev.belfry.statuspage.published;

import dev.belfry.platform.problem.Problem;
import dev.belfry.statuspage.PageAddresses;
import dev.belfry.statuspage.PageLanguage;
import dev.belfry.statuspage.PageTheme;
import dev.belfry.statuspage.PublicPages;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Pages in HTML. */
@ApplicationScoped
class PageHall {
  private static final String HTML = "text/html;charset=UTF-8";

  private final Doorkeeper doors;
  private final Showroom showroom;
  private final PageAddresses addresses;
  private final Template page;
  private final Template history;
  private final Template incident;
  private final Template unlock;

  PageHall(
      Doorkeeper doors,
      Showroom showroom,
      PageAddresses addresses,
      @Location("statuspage/page.html") Template page,
      @Location("statuspage/history.html") Template history,
      @Location("statuspage/incident.html") Template incident,
      @Location("statuspage/unlock.html") Template unlock) {
    this.doors = doors;
    this.showroom = showroom;
    this.addresses = addresses;
    this.page = page;
    this.history = history;
    this.incident = incident;
    this.unlock = unlock;
  }

  /**
   * A page, or the question for its password.
   *
   * @param locked whether it is the question
   */
  record Seen(Showroom.Shown shown, boolean locked) {}

  Seen page(String slug, Visitor visitor) {
    return seen(
        slug,
        visitor,
        "page",
        speaker ->
            page.data(
                "page", speaker.html(speaker.state().look().name() + " – " + speaker.overall())));
  }

  Seen history(String slug, Visitor visitor) {
    return seen(
        slug,
        visitor,
        "history",
        speaker ->
            history.data(
                "page",
                speaker.html(speaker.say("history") + " – " + speaker.state().look().name())));
  }

  /**
   * @throws Problem 404 where the page tells of no such incident
   */
  Seen incident(String slug, String id, Visitor visitor) {
    return seen(
        slug,
        visitor,
        "incident:" + (id.matches("[0-9a-f]{16}") ? id : ""),
        speaker -> {
          PageState.Story story =
              speaker.state().incidents().stream()
                  .filter(one -> one.id().equals(id))
                  .findFirst()
                  .orElseThrow(Problem::notFound);
          return incident
              .data(
                  "page",
                  speaker.html(speaker.title(story) + " – " + speaker.state().look().name()))
              .data("entries", List.of(speaker.entry(story)));
        });
  }

  /** The question for the password once more, after a wrong one. */
  Showroom.Shown refused(PublicPages.Door door, Visitor visitor) {
    return question(door, visitor, true);
  }

  String base(PublicPages.Door door, Visitor visitor) {
    return visitor.host().equalsIgnoreCase(door.domain()) ? "" : "/status/" + door.slug();
  }

  /** Where the page is to be found from elsewhere, without a slash at the end. */
  String address(PublicPages.Door door, Visitor visitor) {
    return addresses.of(door).orElse(visitor.origin() + "/status/" + door.slug());
  }

  private Seen seen(
      String slug, Visitor visitor, String form, Function<Speaker, TemplateInstance> maker) {
    PublicPages.Door door = doors.find(slug);
    if (doors.isLocked(door, visitor)) {
      return new Seen(question(door, visitor, false), true);
    }
    PageLanguage language = Words.choose(visitor.lang, visitor.accepted(), door.language());
    String base = base(door, visitor);
    return new Seen(
        showroom.show(
            door,
            form + ":" + language + ":" + base,
            state ->
                body(
                    maker.apply(new Speaker(state, language, base)),
                    Style.of(state.look().theme(), state.look().logoUrl()))),
        false);
  }

  private static Showroom.Body body(TemplateInstance template, Style style) {
    return new Showroom.Body(
        HTML, template.render().getBytes(StandardCharsets.UTF_8), style.policy());
  }

  /** Whoever does not know the password learns the name of the page and nothing else. */
  private Showroom.Shown question(PublicPages.Door door, Visitor visitor, boolean wrong) {
    Words words = Words.in(Words.choose(visitor.lang, visitor.accepted(), door.language()));
    PageState.Look look =
        new PageState.Look(
            door.name(), null, null, new PageTheme(PageTheme.Mode.AUTO, null), false);
    TemplateInstance template =
        unlock
            .data(
                "frame",
                Speaker.frame(
                    words, look, new Speaker.Place(door.name(), base(door, visitor), true, false)))
            .data("wrong", wrong);
    Showroom.Body body = body(template, Style.of(look.theme(), null));
    return new Showroom.Shown(body, "\"locked\"", false, java.time.Duration.ZERO);
  }
}
