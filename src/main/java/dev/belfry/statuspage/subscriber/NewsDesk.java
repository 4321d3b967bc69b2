package dev.belfry.statuspage.subscriber;

import dev.belfry.incident.IncidentId;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.incident.text.Markdown;
import dev.belfry.maintenance.MaintenanceId;
import dev.belfry.statuspage.PublicPages;
import dev.belfry.statuspage.published.PageState;
import dev.belfry.statuspage.published.PageStates;
import dev.belfry.statuspage.published.PlainText;
import dev.belfry.statuspage.published.Words;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads from a page what is news. */
@ApplicationScoped
class NewsDesk {
  private final PageStates states;

  NewsDesk(PageStates states) {
    this.states = states;
  }

  /** Of what an announcement is. */
  record Subject(Turn turn, UUID id, Instant at) {}

  /**
   * What the page tells of it; empty where it tells nothing of it.
   *
   * @param url of the page
   */
  Optional<PageNews> of(PublicPages.Door door, String url, Subject subject) {
    PageState state = states.of(door);
    PageNews.Page page = new PageNews.Page(door.name(), url);
    return subject.turn().isOfMaintenance()
        ? maintenance(state, subject).map(one -> new PageNews(page, null, one))
        : incident(state, url, subject).map(one -> new PageNews(page, one, null));
  }

  private Optional<PageNews.Incident> incident(PageState state, String url, Subject subject) {
    String id = states.opaque(state.door(), new IncidentId(subject.id()).text());
    Words words = Words.in(state.door().language());
    return state.incidents().stream()
        .filter(story -> story.id().equals(id) && !story.components().isEmpty())
        .findFirst()
        .map(
            story -> {
              PageState.Told told = told(story, subject.at());
              String text = told == null ? null : told.message();
              return new PageNews.Incident(
                  id,
                  url + "/incidents/" + id,
                  state.titleOf(story, words),
                  story.title() != null,
                  told == null ? story.status() : told.status(),
                  story.impact(),
                  story.startedAt(),
                  subject.turn() == Turn.INCIDENT_RESOLVED ? story.resolvedAt() : null,
                  text == null
                      ? words.neutral(told == null ? story.status() : told.status())
                      : PlainText.of(Markdown.html(text)),
                  text != null,
                  components(state, story.components()));
            });
  }

  /** The last that was told at that moment. */
  private static PageState.@Nullable Told told(PageState.Story story, Instant at) {
    return story.updates().stream()
        .filter(update -> !update.at().isAfter(at))
        // Of several at one moment the last; those stand in the order in which they were told.
        .reduce((one, next) -> next.at().isBefore(one.at()) ? one : next)
        .orElse(null);
  }

  /** The time of it that is nearest: what has begun or ended did so at that moment. */
  private Optional<PageNews.Maintenance> maintenance(PageState state, Subject subject) {
    String series = states.opaque(state.door(), new MaintenanceId(subject.id()).text());
    return state.windows().stream()
        .filter(window -> window.series().equals(series) && !window.components().isEmpty())
        .filter(window -> subject.turn() != Turn.MAINTENANCE_PLANNED || window.upcoming(state.at()))
        .min(Comparator.comparingLong(window -> distance(window, subject)))
        .map(
            window ->
                new PageNews.Maintenance(
                    window.id(),
                    turned(subject.turn()),
                    window.name(),
                    window.description(),
                    window.startsAt(),
                    window.endsAt(),
                    components(state, window.components())));
  }

  private static long distance(PageState.Window window, Subject subject) {
    Instant turn =
        subject.turn() == Turn.MAINTENANCE_ENDED && window.endsAt() != null
            ? window.endsAt()
            : window.startsAt();
    return Math.abs(turn.toEpochMilli() - subject.at().toEpochMilli());
  }

  private static PageNews.State turned(Turn turn) {
    return switch (turn) {
      case MAINTENANCE_PLANNED -> PageNews.State.PLANNED;
      case MAINTENANCE_STARTED -> PageNews.State.STARTED;
      default -> PageNews.State.ENDED;
    };
  }

  private static List<PageNews.Component> components(PageState state, List<ComponentId> ids) {
    return ids.stream().map(id -> new PageNews.Component(id, state.nameOf(id))).toList();
  }
}
