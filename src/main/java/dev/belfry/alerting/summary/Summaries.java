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
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
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
import java.util.UUID;
import org.jboss.logging.Logger;

/** Writes the summaries that are due. */
@ApplicationScoped
class Summaries {
  private static final Logger LOG = Logger.getLogger(Summaries.class);
  private static final int BATCH = 20;
  private static final int MOST_MONITORS = 10_000;

  /** After so long without us the week is old news, and the next one comes soon. */
  private static final Duration STALE = Duration.ofDays(3);

  private static final Claims.Work WORK =
      new Claims.Work("alerting_summary", BATCH, Duration.ofSeconds(60));

  private final Claims claims;
  private final Accounts accounts;
  private final Standings standings;
  private final MonitorDirectory monitors;
  private final Uptimes uptimes;
  private final UptimePolicies policies;
  private final PostOffice post;
  private final ObjectMapper mapper;
  private final InstantSource clock;

  Summaries(
      Claims claims,
      Accounts accounts,
      Standings standings,
      MonitorDirectory monitors,
      Uptimes uptimes,
      UptimePolicies policies,
      PostOffice post,
      ObjectMapper mapper,
      InstantSource clock) {
    this.claims = claims;
    this.accounts = accounts;
    this.standings = standings;
    this.monitors = monitors;
    this.uptimes = uptimes;
    this.policies = policies;
    this.post = post;
    this.mapper = mapper;
    this.clock = clock;
  }

  private record Due(AccountId account, UUID member) {}

  @Scheduled(
      every = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "alerting.summaries")
  void poll() throws SQLException {
    runDue();
  }

  void runDue() throws SQLException {
    List<Due> due;
    do {
      due =
          claims.claim(
              WORK,
              "t.account_id, t.id",
              clock.instant(),
              row ->
                  new Due(
                      new AccountId(row.getObject("account_id", UUID.class)),
                      row.getObject("id", UUID.class)));
      due.forEach(this::write);
    } while (due.size() == BATCH);
  }

  private void write(Due due) {
    try {
      accounts.in(due.account(), () -> writeIn(due));
    } catch (RuntimeException e) {
      LOG.errorf(e, "the weekly summary of %s could not be written", new MemberId(due.member()));
    }
  }

  private Due writeIn(Due due) {
    Instant now = clock.instant();
    Optional<Summary> found =
        Summary.of(due.account(), due.member(), LockModeType.PESSIMISTIC_WRITE);
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

  private Optional<WeekInReview> review(Due due, SummaryPlan.Week week) {
    List<Pair> reach =
        standings.rights(due.account(), new MemberId(due.member()), null).pairs(Scope.MONITOR_READ);
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

  private void send(Due due, WeekInReview week, Instant now) {
    post.sendTo(
        new Notice(
            SummaryChannel.TYPE,
            now,
            due.account(),
            new Place(null, Set.of()),
            mapper.valueToTree(week)),
        List.of(new Endpoint(SummaryChannel.KIND, due.member())));
  }
}
