package dev.belfry.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.stream.EventStream;
import dev.belfry.access.stream.OpenStreams;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells readers of changes within about a second. All readers of a process share one look at the
 * notes, and one at the monitors of an account; a reader who is behind is served at his own pace.
 */
@ApplicationScoped
class Feed {
  private static final Logger LOG = Logger.getLogger(Feed.class);
  private static final int TURNS = 20;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final Access access;
  private final OpenStreams streams;
  private final NoteRows rows;
  private final MonitorService monitors;
  private final Accounts accounts;
  private final ObjectMapper mapper;
  private final InstantSource clock;
  private final Set<Reader> readers = ConcurrentHashMap.newKeySet();

  Feed(
      Access access,
      OpenStreams streams,
      NoteRows rows,
      MonitorService monitors,
      Accounts accounts,
      ObjectMapper mapper,
      InstantSource clock) {
    this.access = access;
    this.streams = streams;
    this.rows = rows;
    this.monitors = monitors;
    this.accounts = accounts;
    this.mapper = mapper;
    this.clock = clock;
  }

  private final class Reader {
    private final EventStream events;
    private final AccountId account;
    private final StreamFilter filter;
    private volatile long after;

    Reader(EventStream events, AccountId account, StreamFilter filter, long after) {
      this.events = events;
      this.account = account;
      this.filter = filter;
      this.after = after;
    }

    /** Answers whether he took all of them. */
    boolean take(List<Note> notes, Map<MonitorId, MonitorService.Sight> sights) {
      for (Note note : notes) {
        EventStream.Event event = event(note, sights);
        if (event != null && !events.offer(event)) {
          return false;
        }
        after = note.number();
      }
      return true;
    }

    private EventStream.@Nullable Event event(
        Note note, Map<MonitorId, MonitorService.Sight> sights) {
      String id = new ChangeId(note.id()).text();
      if (note.data() != null) {
        return filter.takes(note) ? new EventStream.Event(id, note.event(), note.data()) : null;
      }
      MonitorService.Sight sight = sights.get(new MonitorId(note.thing()));
      return sight != null && filter.takes(sight)
          ? new EventStream.Event(id, note.event(), json(StateView.of(sight)))
          : null;
    }
  }

  /**
   * Opens a stream for the caller of this request.
   *
   * @param last the id of the last event that the reader has; he is told anew how all stands where
   *     it is not known any more
   */
  EventStream open(StreamFilter filter, @Nullable String last) {
    AccountId account = access.account();
    Long known = position(account, last);
    long after = known == null ? newest(account) : known;
    var open =
        streams.open(Scope.MONITOR_READ, Set.of(Scope.INCIDENT_READ), OpenStreams.Use.EVENTS);
    EventStream events =
        known == null
            ? new EventStream(open, new Snapshots(monitors, filter, account, this::json))
            : new EventStream(open);
    readers.add(new Reader(events, account, filter, after));
    return events;
  }

  private @Nullable Long position(AccountId account, @Nullable String last) {
    try {
      return last == null ? null : rows.number(account, ChangeId.fromString(last).uuid());
    } catch (IllegalArgumentException e) {
      return null;
    } catch (SQLException e) {
      throw new IllegalStateException("the notes could not be read", e);
    }
  }

  private long newest(AccountId account) {
    try {
      rows.number(Set.of(account));
      return rows.last(account);
    } catch (SQLException e) {
      throw new IllegalStateException("the notes could not be read", e);
    }
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "live.feed")
  void poll() {
    runDue();
  }

  @Scheduled(
      every = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "live.upkeep")
  void forget() {
    try {
      rows.forget(clock.instant().minus(KEPT));
    } catch (SQLException e) {
      LOG.warnf("old notes could not be deleted: %s", e.getMessage());
    }
  }

  /** Hands out all for which there is room. */
  void runDue() {
    readers.removeIf(reader -> reader.events.hasEnded());
    if (readers.isEmpty()) {
      return;
    }
    try {
      rows.number(readers.stream().map(reader -> reader.account).collect(Collectors.toSet()));
      boolean more = true;
      for (int turn = 0; more && turn < TURNS; turn++) {
        more = turn();
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warnf("changes could not be read for their streams: %s", e.getMessage());
    }
  }

  /** Answers whether there may be more for somebody who has room for it. */
  private boolean turn() throws SQLException {
    Map<NoteRows.Position, List<Reader>> waiting =
        readers.stream()
            .collect(Collectors.groupingBy(one -> new NoteRows.Position(one.account, one.after)));
    boolean more = false;
    for (var found : rows.after(waiting.keySet()).entrySet()) {
      List<Reader> those = waiting.getOrDefault(found.getKey(), List.of());
      more |= serve(found.getKey().account(), those, found.getValue());
    }
    return more;
  }

  /** What goes wrong for one account is nothing to the readers of others. */
  private boolean serve(AccountId account, List<Reader> those, List<Note> notes) {
    boolean more = false;
    try {
      Map<MonitorId, MonitorService.Sight> sights = sights(account, notes);
      for (Reader reader : those) {
        more |= reader.take(notes, sights) && notes.size() == NoteRows.PAGE;
      }
    } catch (RuntimeException e) {
      LOG.warnf(e, "changes in account %s could not be told", account.uuid());
    }
    return more;
  }

  private Map<MonitorId, MonitorService.Sight> sights(AccountId account, List<Note> notes) {
    Set<MonitorId> ids =
        notes.stream()
            .filter(note -> note.data() == null)
            .map(note -> new MonitorId(note.thing()))
            .collect(Collectors.toSet());
    Map<MonitorId, MonitorService.Sight> sights = new HashMap<>();
    if (!ids.isEmpty()) {
      accounts
          .in(account, () -> monitors.sights(account, ids))
          .forEach(sight -> sights.put(sight.brief().id(), sight));
    }
    return sights;
  }

  private String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a state can be written", e);
    }
  }
}
