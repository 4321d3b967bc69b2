package dev.belfry.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.grant.Selection;
import dev.belfry.access.stream.EventStream;
import dev.belfry.access.stream.OpenStreams;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.problem.Violation;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells of new entries while they come, in the order of the chain: by its numbers a reader goes on
 * exactly where he was, and what commits late comes late and not never. All readers of a process
 * share one look a second; a reader who is behind is served from the chain at his own pace.
 */
@ApplicationScoped
class Feed {
  private static final Logger LOG = Logger.getLogger(Feed.class);
  private static final int TURNS = 20;

  private final Access access;
  private final OpenStreams streams;
  private final ChainReader chain;
  private final FeedRows rows;
  private final ObjectMapper mapper;
  private final Set<Reader> readers = ConcurrentHashMap.newKeySet();

  Feed(Access access, OpenStreams streams, ChainReader chain, FeedRows rows, ObjectMapper mapper) {
    this.access = access;
    this.streams = streams;
    this.chain = chain;
    this.rows = rows;
    this.mapper = mapper;
  }

  private final class Reader {
    private final EventStream events;
    private final AccountId account;
    private final Selection reach;
    private volatile long after;

    Reader(EventStream events, AccountId account, Selection reach, long after) {
      this.events = events;
      this.account = account;
      this.reach = reach;
      this.after = after;
    }

    /** Answers whether he took all of them. */
    boolean take(List<Link> links) {
      for (Link link : links) {
        Entry entry = link.entry();
        if (entry != null && reach.reaches(entry.categoryId) && !events.offer(event(entry))) {
          return false;
        }
        after = link.number();
      }
      return true;
    }

    private EventStream.Event event(Entry entry) {
      EntryView view = EntryView.of(entry, reach);
      try {
        return new EventStream.Event(view.id().text(), "entry", mapper.writeValueAsString(view));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("an entry can be written", e);
      }
    }
  }

  /**
   * Opens a stream for the caller of this request.
   *
   * @param last the id of the last entry that the reader has; null to begin now
   * @throws Problem 400 when there is no such entry for this caller
   */
  EventStream open(@Nullable String last) {
    AccountId account = access.account();
    Selection reach = EntryReach.of(access);
    long after = last == null ? chain.standing(account).last() : after(account, reach, last);
    EventStream events = new EventStream(streams.open(Scope.ACTIVITY_READ, OpenStreams.Use.EVENTS));
    readers.add(new Reader(events, account, reach, after));
    return events;
  }

  /** What is not chained yet will come, so whoever names it begins before it. */
  private long after(AccountId account, Selection reach, String last) {
    EntryId id;
    try {
      id = EntryId.fromString(last);
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
    if (QuarkusTransaction.requiringNew().call(() -> Entry.named(account, reach, id)).isEmpty()) {
      throw unknown();
    }
    Long number = chain.number(account, id);
    return number == null ? chain.standing(account).last() : number;
  }

  private static Problem unknown() {
    String message = "is not the id of an entry that you may read; begin without it";
    return Problem.of(
        ProblemType.MALFORMED,
        "Last-Event-ID " + message + ".",
        List.of(Violation.ofHeader("Last-Event-ID", "unknown", message)));
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "activity.feed")
  void poll() {
    runDue();
  }

  /** Hands out all for which there is room. */
  void runDue() {
    readers.removeIf(reader -> reader.events.hasEnded());
    try {
      boolean more = !readers.isEmpty();
      for (int turn = 0; more && turn < TURNS; turn++) {
        more = turn();
      }
    } catch (SQLException e) {
      LOG.warnf("the log book could not be read for its streams: %s", e.getMessage());
    }
  }

  /** Answers whether there may be more for somebody who has room for it. */
  private boolean turn() throws SQLException {
    Map<FeedRows.Position, List<Reader>> waiting =
        readers.stream()
            .collect(Collectors.groupingBy(one -> new FeedRows.Position(one.account, one.after)));
    boolean more = false;
    for (var found : rows.after(waiting.keySet()).entrySet()) {
      List<Link> links = found.getValue();
      for (Reader reader : waiting.getOrDefault(found.getKey(), List.of())) {
        more |= reader.take(links) && links.size() == FeedRows.PAGE;
      }
    }
    return more;
  }
}
