package dev.belfry.monitor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something else happened to a monitor than that its DOWN was told or taken back.
 *
 * @param look by which it was seen; of {@link Turn#OVERDUE} the last one, null when there was none
 * @param suppressedBy the parents, all down, that hold the alarm back; else empty
 */
public record MonitorTurned(
    AccountId account,
    MonitorBrief monitor,
    Turn turn,
    @Nullable LookView look,
    Set<MonitorId> suppressedBy,
    Instant at)
    implements DomainEvent {

  /** What happened; in lower case behind {@code monitor.} the action. */
  public enum Turn {
    /** Enough looks were slow. */
    DEGRADED,
    /** It is good, and not slow any more. */
    RECOVERED,
    /** It changes too often: that it goes down or up is not told from now on. */
    FLAPPING,
    /** It has settled; if it is down and nobody knows, that is told now. */
    FLAPPING_STOPPED,
    /** It is down, and nobody is told because all its parents are or because it is muted. */
    DOWN_SUPPRESSED,
    /** It should have been looked at long ago. */
    OVERDUE,
    /** It was overdue, and somebody has looked at it again. */
    LOOKED_AT
  }

  @Override
  public Actor actor() {
    return Actor.SYSTEM;
  }

  @Override
  public Subject subject() {
    return new Subject("monitor", monitor.id().text(), monitor.name(), monitor.place().category());
  }

  @Override
  public String action() {
    return "monitor." + turn.name().toLowerCase(Locale.ROOT);
  }

  /** For the log book: what holds the alarm back. */
  @Override
  public List<Change> changes() {
    if (suppressedBy.isEmpty()) {
      return List.of();
    }
    ArrayNode parents = JsonNodeFactory.instance.arrayNode();
    suppressedBy.stream().map(MonitorId::text).sorted().forEach(parents::add);
    return List.of(new Change("suppressed_by", null, parents, false));
  }
}
