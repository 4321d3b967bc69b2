package dev.belfry.alerting.trigger;

import dev.belfry.alerting.book.Kept;
import dev.belfry.alerting.book.RuleBook;
import dev.belfry.incident.IncidentId;
import dev.belfry.incident.record.IncidentRecords;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.monitor.MonitorStatus;
import dev.belfry.notify.NoticeType;
import dev.belfry.notify.PostOffice;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Rings what has become due: what had to wait, what is repeated, the next step of escalations. */
@ApplicationScoped
class Rings {
  private static final Logger LOG = Logger.getLogger(Rings.class);
  private static final Claims.Work WORK =
      new Claims.Work("alerting_ring", 100, Duration.ofSeconds(60));
  private static final Duration KEPT = Duration.ofDays(90);
  private static final String CLEAN =
      "delete from alerting_ring where id in (select id from alerting_ring where ended_at < ? limit 10000)";

  private final Claims claims;
  private final Accounts accounts;
  private final RuleBook book;
  private final Ringer ringer;
  private final PostOffice post;
  private final IncidentRecords incidents;
  private final MonitorService monitors;
  private final AgroalDataSource system;
  private final InstantSource clock;

  Rings(
      Claims claims,
      Accounts accounts,
      RuleBook book,
      Ringer ringer,
      PostOffice post,
      IncidentRecords incidents,
      MonitorService monitors,
      @DataSource("system") AgroalDataSource system,
      InstantSource clock) {
    this.claims = claims;
    this.accounts = accounts;
    this.book = book;
    this.ringer = ringer;
    this.post = post;
    this.incidents = incidents;
    this.monitors = monitors;
    this.system = system;
    this.clock = clock;
  }

  private record Claimed(AccountId account, UUID id, @Nullable UUID about) {
    static Claimed read(ResultSet row) throws SQLException {
      return new Claimed(
          new AccountId(row.getObject("account_id", UUID.class)),
          row.getObject("id", UUID.class),
          row.getObject("about", UUID.class));
    }
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "alerting.rings")
  void poll() throws SQLException {
    runDue();
  }

  /** Rings all that is due; answers how many rows were claimed. */
  int runDue() throws SQLException {
    int done = 0;
    List<Claimed> some = claim();
    while (!some.isEmpty()) {
      some.forEach(this::carry);
      done += some.size();
      some = some.size() < WORK.most() ? List.of() : claim();
    }
    return done;
  }

  private List<Claimed> claim() throws SQLException {
    return claims.claim(WORK, "t.account_id, t.id, t.about", clock.instant(), Claimed::read);
  }

  /** One that fails is due again when its lease ends. */
  private void carry(Claimed claimed) {
    try {
      accounts.in(
          claimed.account(),
          () -> {
            if (claimed.about() != null) {
              post.awaitTurn(claimed.about());
            }
            Ring.held(claimed.account(), claimed.id(), claims.holder()).ifPresent(this::ring);
            return claimed;
          });
    } catch (RuntimeException e) {
      LOG.errorf(e, "ring %s could not be rung", claimed.id());
    }
  }

  private void ring(Ring ring) {
    Instant now = clock.instant();
    Kept<NewTrigger> trigger =
        book.named(TriggerService.KIND, ring.account(), List.of(ring.triggerId))
            .get(ring.triggerId);
    if (trigger == null) {
      ring.end(Ring.DELETED, now);
      return;
    }
    Optional<String> hindrance = hindrance(ring, trigger);
    if (hindrance.isPresent()) {
      ring.end(hindrance.get(), now);
    } else {
      ringer.ring(ring, trigger.body(), now);
    }
  }

  private Optional<String> hindrance(Ring ring, Kept<NewTrigger> trigger) {
    if (!trigger.enabled()) {
      return Optional.of(Ring.DISABLED);
    }
    if (isOver(ring)) {
      return Optional.of(Ring.OVER_BEFORE);
    }
    return book.stands(
            ring.account(), trigger, TriggerRules.sees(trigger.body().selector().wanted()))
        ? Optional.empty()
        : Optional.of(Ring.OWNER_LOST_RIGHT);
  }

  /** What no event has ended, but is over all the same. */
  private boolean isOver(Ring ring) {
    if (ring.type.equals(NoticeType.MONITOR_OVERDUE) && ring.about != null) {
      return monitors.sights(ring.account(), List.of(new MonitorId(ring.about))).stream()
          .noneMatch(sight -> sight.brief().status() == MonitorStatus.UNKNOWN);
    }
    return ring.lasting
        && ring.incidentId != null
        && incidents
            .find(ring.account(), new IncidentId(ring.incidentId))
            .map(incident -> incident.resolvedAt() != null)
            .orElse(true);
  }

  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void clean() throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(CLEAN)) {
      statement.setObject(1, clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }
}
