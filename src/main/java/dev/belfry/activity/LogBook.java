package dev.belfry.activity;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Selection;
import dev.belfry.platform.batch.Batcher;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Changes;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.DomainEvents;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.page.Cursor;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.page.Stretch;
import dev.belfry.platform.problem.Problem;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes what happened, and tells it to those who may read it. */
@ApplicationScoped
class LogBook {
  private static final Logger LOG = Logger.getLogger(LogBook.class);
  private static final int BATCH = 200;
  private static final int WAITING = 10_000;

  private final Access access;
  private final RequestTrace trace;
  private final Accounts accounts;
  private final ObjectMapper mapper;
  private final ChainKeys keys;
  private final Changes changes;
  private final InstantSource clock;
  private final RefusalCurb curb = new RefusalCurb();
  private final Batcher<Entry, @Nullable UUID> refusals;
  private volatile CompletableFuture<@Nullable UUID> lastRefusal =
      CompletableFuture.completedFuture(null);

  LogBook(
      Access access,
      RequestTrace trace,
      Accounts accounts,
      ObjectMapper mapper,
      ChainKeys keys,
      Changes changes,
      InstantSource clock) {
    this.access = access;
    this.trace = trace;
    this.accounts = accounts;
    this.mapper = mapper;
    this.keys = keys;
    this.changes = changes;
    this.clock = clock;
    this.refusals = new Batcher<>("activity-refusals", BATCH, WAITING, this::write);
  }

  void hear(@Observes DomainEvent event) {
    String address = event.traced() ? trace.address() : null;
    if (event.result() == DomainEvent.Result.DONE) {
      entry(event, address, trace.requestId()).persist();
    } else if (curb.admits(event, address)) {
      refused(entry(event, address, trace.requestId()));
    }
  }

  void hear(@Observes DomainEvents many) {
    many.each().forEach(this::hear);
  }

  private Entry entry(DomainEvent event, @Nullable String address, @Nullable String requestId) {
    Entry entry = Entry.of(event, mapper.valueToTree(event.changes()), address, requestId);
    entry.mac = keys.mac(Canonical.of(entry));
    return entry;
  }

  private void refused(Entry entry) {
    try {
      lastRefusal = refusals.submit(entry);
    } catch (RejectedExecutionException e) {
      LOG.warn("more refused calls than the log book can write; some are left out");
    }
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void poll() {
    runDue();
  }

  /** Writes how many were refused besides, in the minutes that are over. */
  void runDue() {
    curb.take(clock.instant()).forEach(this::sum);
  }

  void stop(@Observes ShutdownEvent stopping) {
    curb.take(null).forEach(this::sum);
  }

  private void sum(RefusalCurb.Summary summary) {
    DomainEvent last = summary.last();
    String name = summary.count() + " more refused";
    Map<String, Object> counted = Map.of("count", summary.count(), "actions", summary.actions());
    refused(
        entry(
            new RefusalsCounted(
                last.account(),
                last.actor(),
                new Subject(last.subject().type(), last.subject().id(), name, null),
                last.at(),
                changes.between(null, counted, Set.of())),
            summary.address(),
            null));
  }

  private List<@Nullable UUID> write(List<Entry> entries) {
    Map<UUID, List<Entry>> byAccount =
        entries.stream().collect(Collectors.groupingBy(entry -> entry.accountId));
    byAccount.forEach(
        (account, some) ->
            accounts.in(
                new AccountId(account),
                () -> {
                  Entry.persist(some);
                  return account;
                }));
    return entries.stream().<@Nullable UUID>map(entry -> entry.id).toList();
  }

  @Transactional
  Stretch<EntryView> list(EntryFilter filter, @Nullable String cursor, int wanted) {
    int limit = PageRequest.checkedLimit(wanted);
    Selection reach = EntryReach.of(access);
    List<Entry> found =
        Entry.listed(access.account(), reach, filter, Cursor.parse(cursor), limit + 1);
    return Stretch.of(
        found, limit, entry -> EntryView.of(entry, reach), entry -> new Cursor(entry.at, entry.id));
  }

  @Transactional
  EntryView get(EntryId id) {
    Selection reach = EntryReach.of(access);
    return Entry.named(access.account(), reach, id)
        .map(entry -> EntryView.of(entry, reach))
        .orElseThrow(Problem::notFound);
  }

  /** Waits until every refused call that was heard before is written. */
  void settle() {
    lastRefusal.exceptionally(failed -> null).join();
  }

  @PreDestroy
  void close() {
    refusals.close();
  }
}
