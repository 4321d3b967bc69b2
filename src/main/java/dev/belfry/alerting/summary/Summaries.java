package dev.belfry.alerting.summary;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.Standings;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.directory.MonitorDirectory;
import dev.belfry.notify.Endpoint;
import dev.belfry.notify.Notice;
import dev.belfry.notify.PostOffice;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.claim.DueWork;
import dev.belfry.platform.database.Accounts;
import dev.belfry.result.UptimePolicies;
import dev.belfry.result.Uptimes;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the summaries that are due. */
@ApplicationScoped
class Summaries {
  private static final int MOST_MONITORS = 10_000;

  /** After so long without us the week is old news, and the next one comes soon. */
  private static final Duration STALE = Duration.ofDays(3);

  private static final Claims.Work WORK =
      new Claims.Work("alerting_summary", 20, Duration.ofSeconds(60));

  private final DueWork work;
  private final Accounts accounts;
  private final Standings standings;
  private final MonitorDirectory monitors;
  private final Uptimes uptimes;
  private final UptimePolicies policies;
  private final PostOffice post;
  private final ObjectMapper mapper;
  private final InstantSource clock;

  Summaries(
      DueWork work,
      Accounts accounts,
      Standings standings,
      MonitorDirectory monitors,
      Uptimes uptimes,
      UptimePolicies policies,
      PostOffice post,
      ObjectMapper mapper,
      InstantSource clock) {
    this.work = work;
    this.accounts = accounts;
    this.standings = standings;
    this.monitors = monitors;
    this.uptimes = uptimes;
    this.policies = policies;
    this.post = post;
    this.mapper = mapper;
    this.clock = clock;
  }

  @Scheduled(
      every = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "alerting.summaries")
  void poll() throws SQLException {
    runDue();
  }

  void runDue() throws SQLException {
    work.each(WORK, "id", due -> accounts.in(due.account(), () -> write(due)));
  }

  private DueWork.Due write(DueWork.Due due) {
    Instant now = clock.instant();
    Optional<Summary> found = Summary.of(due.account(), due.id(), LockModeType.PESSIMISTIC_WRITE);
    if (found.isPresent() && !found.get().dueAt.isAfter(now)) {
      Summary summary = found.get();
      Instant was = summary.dueAt;
      summary.next(now);
      if (was.plus(STALE).isAfter(now)) {
        review(due, summary.plan().weekBefore(was)).ifPresent(week -> send(due, week, now));
      }
    }
    return due;
  }

  private Optional<WeekInReview> review(DueWork.Due due, SummaryPlan.Week week) {
    List<Pair> reach =
        standings.rights(due.account(), new MemberId(due.id()), null).pairs(Scope.MONITOR_READ);
    if (reach.stream().allMatch(Pair::reachesNothing)) {
      return Optional.empty();
    }
    List<MonitorDirectory.Entry> seen = monitors.reached(due.account(), reach, MOST_MONITORS);
    List<MonitorId> ids = seen.stream().map(MonitorDirectory.Entry::id).toList();
    return WeekInReview.of(
        week,
        seen,
        uptimes.of(due.account(), ids, week.begin(), week.end()),
        policies.of(due.account()));
  }

  private void send(DueWork.Due due, WeekInReview week, Instant now) {
    post.sendTo(
        new Notice(
            SummaryChannel.TYPE,
            now,
            due.account(),
            new Place(null, Set.of()),
            mapper.valueToTree(week)),
        List.of(new Endpoint(SummaryChannel.KIND, due.id())));
  }
}
