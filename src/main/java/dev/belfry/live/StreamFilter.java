package dev.belfry.live;

import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Place;
import dev.belfry.account.category.CategoryId;
import dev.belfry.monitor.MonitorQuery;
import dev.belfry.monitor.MonitorService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reader may hear and wants to hear. */
record StreamFilter(
    List<Pair> monitors,
    List<Pair> incidents,
    @Nullable CategoryId category,
    @Nullable String tag,
    @Nullable String type) {

  boolean takes(MonitorService.Sight sight) {
    return reaches(monitors, sight.brief().place())
        && (tag == null || sight.tags().contains(tag))
        && (type == null || type.equals(sight.brief().type()));
  }

  /** Of what is told as it was: it has no tags and no type any more. */
  boolean takes(Note note) {
    return reaches(note.isOfMonitor() ? monitors : incidents, note.place());
  }

  private boolean reaches(List<Pair> pairs, Place place) {
    return pairs.stream().anyMatch(pair -> pair.reachesSome(place))
        && (category == null || category.uuid().equals(place.category()));
  }

  MonitorQuery query() {
    return MonitorQuery.of(
        new MonitorQuery.Filter(null, type, category, null, tag, null, null, null, null));
  }
}
