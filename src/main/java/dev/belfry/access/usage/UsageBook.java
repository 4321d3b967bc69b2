package dev.belfry.access.usage;

import dev.belfry.access.CallRefused;
import dev.belfry.access.Identity;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.session.LoginRefused;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.http.RequestTrace;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls in memory when they are answered, and has them written in batches: within 30
 * seconds, at an orderly stop, and at once where a key is used for the first time or after its end.
 */
@ApplicationScoped
public class UsageBook {
  static final int MOST = 100_000;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int LONGEST_AGENT = 200;
  private static final int NOT_FOUND = 404;
  private static final int HUNDRED = 100;
  private static final Set<String> TELLING = Set.of("credential_revoked", "credential_rotated");
  private static final Set<Identity.State> VALID =
      Set.of(Identity.State.OK, Identity.State.LIMITED);

  private final RequestTrace trace;
  private final UsageWriter writer;
  private final Scheduler scheduler;
  private final InstantSource clock;
  private final Gathering gathering = new Gathering(MOST);
  private final Urgencies urgencies = new Urgencies();
  private final AtomicBoolean woken = new AtomicBoolean();

  UsageBook(RequestTrace trace, UsageWriter writer, Scheduler scheduler, InstantSource clock) {
    this.trace = trace;
    this.writer = writer;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** What a call asks for: the template of its route and the scope that this needs. */
  public record Visit(String verb, String route, @Nullable Scope scope) {}

  /** Counts the current request when it is answered; nothing where nobody is known. */
  public void identified(Identity identity, Visit visit) {
    Optional<CountedCaller> caller = CountedCaller.of(identity);
    if (caller.isEmpty()) {
      return;
    }
    String address = trace.address();
    String agent = cut(trace.sender().agent());
    trace.whenAnswered(
        (status, refusal, path) ->
            answered(
                new Answer(identity, caller.get(), visit, status, refusal == null ? "" : refusal),
                visit.route().indexOf('{') < 0 ? "" : path,
                new From(address, agent)));
  }

  private record Answer(
      Identity identity, CountedCaller caller, Visit visit, int status, String refusal) {}

  private record From(@Nullable String address, @Nullable String agent) {}

  private void answered(Answer answer, String path, From from) {
    Instant now = clock.instant();
    long hour = Math.floorDiv(now.toEpochMilli(), HOUR);
    CountedCaller caller = answer.caller();
    Visit visit = answer.visit();
    Scope scope = visit.scope();
    boolean valid = VALID.contains(answer.identity().state());
    boolean missing = answer.status() == NOT_FOUND && !path.isEmpty();
    gathering.add(
        new Tally(
            caller,
            hour,
            visit.verb(),
            visit.route(),
            scope == null ? null : scope.text(),
            answer.status() / HUNDRED,
            answer.refusal()),
        valid ? new Sighting.Place(caller, from.address(), hour) : null,
        new Sighting(
            answer.refusal().isEmpty() ? 1 : 0,
            now,
            now,
            from.agent(),
            missing ? Set.of(path.hashCode()) : Set.of()));
    UUID session =
        answer.identity().versions() == null ? null : answer.identity().versions().session();
    if (valid && session != null) {
      gathering.seen(new UsageBatch.SessionRow(caller.account(), session), now);
    }
    if (!valid && from.address() != null) {
      gathering.failed(new UsageBatch.Origin(caller.account(), caller.id(), from.address(), hour));
    }
    hasten(answer, hour);
  }

  private void hasten(Answer answer, long hour) {
    Identity.Key key = answer.identity().key();
    boolean telling =
        TELLING.contains(answer.refusal())
            && urgencies.isNew(answer.caller().id(), answer.refusal(), hour);
    if (telling || (key != null && key.firstUse()) || gathering.isFilling()) {
      wake();
    }
  }

  void refused(@Observes CallRefused event) {
    trace.refused(event.reason());
  }

  void loginRefused(@Observes LoginRefused event) {
    failed(event.account());
  }

  private void failed(AccountId account) {
    String address = trace.address();
    if (address != null) {
      long hour = Math.floorDiv(clock.millis(), HOUR);
      gathering.failed(new UsageBatch.Origin(account.uuid(), null, address, hour));
    }
  }

  /** Without a scheduler all is done by hand. */
  private void wake() {
    if (scheduler.isRunning() && woken.compareAndSet(false, true)) {
      Thread.startVirtualThread(
          () -> {
            woken.set(false);
            flush();
          });
    }
  }

  /** Writes what was counted; what cannot be written is kept for the next time. */
  @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void flush() {
    writer.write(gathering, urgencies.take());
  }

  void stop(@Observes ShutdownEvent stopping) {
    flush();
  }

  private static @Nullable String cut(@Nullable String text) {
    // PostgreSQL keeps no zero bytes.
    return text == null
        ? null
        : text.substring(0, Math.min(text.length(), LONGEST_AGENT)).replace('\0', ' ');
  }
}
