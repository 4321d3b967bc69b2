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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
   * What is told, and to whom.
   *
   * @param confirmedBy who came later is not told; null for who was there when it happened
   * @param among whoever wants to hear of none of these is not told; null for everybody
   * @param knownBy whoever came later is told even so; null for nobody
   * @param spared whoever wants to hear of one of these is not told
   */
  record News(
      PageNews told,
      @Nullable Instant confirmedBy,
      @Nullable List<UUID> among,
      @Nullable Instant knownBy,
      List<ComponentId> spared) {
    private static News toAll(PageNews told) {
      return new News(told, null, null, null, List.of());
    }

    private News onlyAmong(List<ComponentId> some, Instant known) {
      return new News(told, null, some.stream().map(ComponentId::uuid).toList(), known, List.of());
    }
  }

  /**
   * What the page tells of it, or tells no more; empty where there is nothing to tell.
   *
   * @param url of the page
   * @param told of the same maintenance before; null where nothing was
   */
  Optional<News> of(PublicPages.Door door, String url, Subject subject, @Nullable ToldWindow told) {
    PageState state = states.of(door);
    PageNews.Page page = new PageNews.Page(door.name(), url);
    if (!subject.turn().isOfMaintenance()) {
      return incident(state, url, subject).map(one -> News.toAll(new PageNews(page, one, null)));
    }
    Optional<News> shown =
        subject.turn() == Turn.MAINTENANCE_CHANGED
            ? Optional.empty()
            : maintenance(state, subject).map(one -> News.toAll(new PageNews(page, null, one)));
    if (subject.turn() == Turn.MAINTENANCE_WIDENED) {
      return told == null || told.passed(subject.at()) ? shown : widened(shown, told);
    }
    boolean ends =
        subject.turn() == Turn.MAINTENANCE_CHANGED || subject.turn() == Turn.MAINTENANCE_ENDED;
    return shown.isPresent() || !ends || told == null || told.passed(subject.at())
        ? shown
        : calledOff(state, page, subject, told);
  }

  /**
   * Of what was planned, for whoever does not know of it; empty where nobody does not. What has
   * begun was told as it began.
   */
  private static Optional<News> widened(Optional<News> shown, ToldWindow told) {
    Set<ComponentId> known = Set.copyOf(told.known());
    return shown
        .filter(news -> !told.begun)
        .flatMap(
            news -> {
              List<ComponentId> more =
                  news.told().components().stream()
                      .map(PageNews.Component::id)
                      .filter(id -> !known.contains(id))
                      .toList();
              return more.isEmpty()
                  ? Optional.empty()
                  : Optional.of(news.onlyAmong(more, told.toldAt));
            });
  }

  /**
   * Of what they were told and the page shows no more: that it is over where they heard that it has
   * begun, and else that it is cancelled. Empty where all of it stands.
   */
  private Optional<News> calledOff(
      PageState state, PageNews.Page page, Subject subject, ToldWindow told) {
    List<ComponentId> standing =
        ofSeries(state, subject)
            .filter(window -> window.endsAt() == null || window.endsAt().isAfter(state.at()))
            .filter(window -> !told.begun || !window.upcoming(state.at()))
            .flatMap(window -> window.components().stream())
            .distinct()
            .toList();
    Set<ComponentId> there =
        state.items().stream().map(PageState.Item::id).collect(Collectors.toSet());
    List<ComponentId> off =
        told.parts().stream().filter(id -> there.contains(id) && !standing.contains(id)).toList();
    return off.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new News(
                new PageNews(
                    page,
                    null,
                    new PageNews.Maintenance(
                        told.shownId,
                        told.begun ? PageNews.State.ENDED : PageNews.State.CANCELLED,
                        told.name,
                        told.description,
                        told.startsAt,
                        told.begun ? subject.at() : told.endsAt,
                        components(state, off))),
                told.toldAt,
                told.standing,
                null,
                standing));
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
    return ofSeries(state, subject)
        .filter(window -> fits(window.upcoming(state.at()), subject.turn()))
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

  /** What is planned is to come, and what has ended is not. */
  private static boolean fits(boolean upcoming, Turn turn) {
    return switch (turn) {
      case MAINTENANCE_PLANNED, MAINTENANCE_WIDENED -> upcoming;
      case MAINTENANCE_ENDED -> !upcoming;
      default -> true;
    };
  }

  private Stream<PageState.Window> ofSeries(PageState state, Subject subject) {
    String series = states.opaque(state.door(), new MaintenanceId(subject.id()).text());
    return state.windows().stream()
        .filter(window -> window.series().equals(series) && !window.components().isEmpty());
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
      case MAINTENANCE_PLANNED, MAINTENANCE_WIDENED -> PageNews.State.PLANNED;
      case MAINTENANCE_STARTED -> PageNews.State.STARTED;
      default -> PageNews.State.ENDED;
    };
  }

  private static List<PageNews.Component> components(PageState state, List<ComponentId> ids) {
    return ids.stream().map(id -> new PageNews.Component(id, state.nameOf(id))).toList();
  }
}
