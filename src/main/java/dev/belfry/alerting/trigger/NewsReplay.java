package dev.belfry.alerting.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.grant.Pair;
import dev.belfry.alerting.trigger.Happening.Watched;
import dev.belfry.incident.Impact;
import dev.belfry.incident.IncidentId;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService.Sight;
import dev.belfry.monitor.MonitorStatus;
import dev.belfry.notify.delivery.PastNews;
import dev.belfry.platform.id.TypeId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plays news of monitors, and updates of incidents, in the order in which they were told, to a
 * trigger that is tried.
 */
final class NewsReplay {
  private final Rehearsal rehearsal;
  private final List<Pair> reach;
  private final List<PastNews.Told> news;
  private final Map<MonitorId, Sight> sights;
  private final Map<IncidentId, List<Sight>> concerned;
  private final PastNews.@Nullable Told[] ends;

  /** Until when it rings already, by type and what it is about. */
  private final Map<String, Instant> ringing = new HashMap<>();

  private int matched;

  /**
   * @param news also what ends others of them
   * @param sights those monitors that are still there
   * @param concerned what incidents concern, as it is known today
   */
  NewsReplay(
      Rehearsal rehearsal,
      List<Pair> reach,
      List<PastNews.Told> news,
      List<Sight> sights,
      Map<IncidentId, List<Sight>> concerned) {
    this.rehearsal = rehearsal;
    this.reach = reach;
    this.news = news;
    this.concerned = concerned;
    this.ends = ends(news);
    this.sights =
        sights.stream().collect(Collectors.toMap(sight -> sight.brief().id(), sight -> sight));
  }

  /** The monitors that news are about. */
  static Set<MonitorId> monitors(List<PastNews.Told> news) {
    return news.stream()
        .map(NewsReplay::monitor)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  /** The incidents that news are about. */
  static List<IncidentId> incidents(List<PastNews.Told> news) {
    return news.stream().map(NewsReplay::incident).flatMap(Optional::stream).distinct().toList();
  }

  /** For how many of these types it rang that were told before this. */
  int play(List<String> types, Instant to) {
    for (int i = 0; i < news.size() && !rehearsal.isFull(); i++) {
      PastNews.Told one = news.get(i);
      if (one.at().isBefore(to) && types.contains(one.type()) && play(i)) {
        matched++;
      }
    }
    return matched;
  }

  private boolean play(int place) {
    PastNews.Told told = news.get(place);
    NewTrigger.On on = rehearsal.trigger().selector();
    boolean tellsTheEnd = Happening.endedBy(told.type()).stream().anyMatch(on.wanted()::contains);
    String about = about(told.type(), told);
    Instant until = ringing.get(about);
    if (tellsTheEnd
        || (until != null && told.at().isBefore(until))
        || Matching.refusal(on, happening(told)).isPresent()) {
      return false;
    }
    if (!Happening.LASTING.contains(told.type())) {
      return rehearsal.once(spell(told, null));
    }
    PastNews.Told end = ends[place];
    ringing.put(about, end == null ? Instant.MAX : end.at());
    return rehearsal.lasts(spell(told, end));
  }

  /** Of each what ends it first; null where nothing did. */
  private static PastNews.@Nullable Told[] ends(List<PastNews.Told> news) {
    PastNews.@Nullable Told[] ends = new PastNews.Told[news.size()];
    Map<String, PastNews.Told> coming = new HashMap<>();
    for (int i = news.size() - 1; i >= 0; i--) {
      PastNews.Told one = news.get(i);
      ends[i] = coming.get(about(one.type(), one));
      Happening.endedBy(one.type()).forEach(type -> coming.put(about(type, one), one));
    }
    return ends;
  }

  private static String about(String type, PastNews.Told told) {
    return type
        + " "
        + incident(told)
            .map(IncidentId::text)
            .orElseGet(() -> told.data().path("monitor").path("id").asText());
  }

  private Rehearsal.Spell spell(PastNews.Told told, PastNews.@Nullable Told end) {
    IncidentId incident = incident(told).orElse(null);
    String name = told.data().path("monitor").path("name").asText(told.type());
    return new Rehearsal.Spell(
        incident,
        incident == null ? name : told.data().path("incident").path("title").asText(),
        told.type(),
        told.at(),
        end == null ? null : end.at(),
        end == null ? told.type() : end.type());
  }

  /** The state is that of then; kind and tags are those of today. */
  private Happening happening(PastNews.Told told) {
    List<Watched> watched =
        incident(told)
            .map(id -> concerned.getOrDefault(id, List.of()).stream().map(Watched::of).toList())
            .orElseGet(() -> watched(told));
    JsonNode impact = told.data().path("incident").path("impact");
    JsonNode days = told.data().path("days_left");
    return new Happening(
            told.type(),
            told.place(),
            watched,
            impact.isTextual() ? Impact.valueOf(impact.asText().toUpperCase(Locale.ROOT)) : null,
            days.isInt() ? days.asInt() : null)
        .within(place -> reach.stream().anyMatch(pair -> pair.reachesSome(place)));
  }

  private List<Watched> watched(PastNews.Told told) {
    JsonNode monitor = told.data().path("monitor");
    return monitor(told).stream()
        .map(
            one -> {
              Sight sight = sights.get(one);
              return new Watched(
                  one,
                  told.place(),
                  monitor.path("type").asText(),
                  sight == null ? List.of() : sight.tags(),
                  MonitorStatus.valueOf(
                      monitor.path("status").asText("unknown").toUpperCase(Locale.ROOT)));
            })
        .toList();
  }

  /** Whether the caller may hear of it. */
  static boolean isWithin(List<Pair> reach, PastNews.Told told) {
    return reach.stream().anyMatch(pair -> pair.reachesSome(told.place()));
  }

  /** What is told of an incident is not about the first of its monitors. */
  private static Optional<IncidentId> incident(PastNews.Told told) {
    String id = told.data().path("incident").path("id").asText("");
    return told.type().startsWith("incident.")
        ? TypeId.parse("inc", id).map(IncidentId::new)
        : Optional.empty();
  }

  private static Optional<MonitorId> monitor(PastNews.Told told) {
    String id = told.data().path("monitor").path("id").asText("");
    Optional<UUID> uuid = TypeId.parse("mon", id);
    return uuid.map(MonitorId::new);
  }
}
