package dev.belfry.alerting;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.monitor.MonitorBrief;
import dev.belfry.monitor.MonitorService;
import dev.belfry.monitor.MonitorStatus;
import dev.belfry.notify.Notice;
import dev.belfry.notify.NoticeType;
import dev.belfry.notify.PostOffice;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import dev.belfry.result.Expiries;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Tells that a certificate or the registration of a domain ends: 30, 14, 7 days and 1 day before,
 * each once, whatever replica finds it.
 */
@ApplicationScoped
public class ExpiryNews {
  /** How many days before. */
  public static final List<Integer> DAYS = List.of(30, 14, 7, 1);

  private static final Logger LOG = Logger.getLogger(ExpiryNews.class);
  private static final Duration DAY = Duration.ofDays(1);

  /** Changes no row where as much was told of this end already. */
  private static final String TAKE =
      """
      insert into alerting_expiry (account_id, monitor_id, expires_at, days)
      select m.account_id, m.id, ?3, ?4 from monitor m where m.account_id = ?1 and m.id = ?2
      on conflict (account_id, monitor_id) do update set expires_at = excluded.expires_at, days = excluded.days
      where alerting_expiry.expires_at <> excluded.expires_at or alerting_expiry.days > excluded.days""";

  private final Expiries expiries;
  private final MonitorService monitors;
  private final Accounts accounts;
  private final PostOffice post;
  private final ObjectMapper mapper;
  private final Event<Told> told;
  private final AgroalDataSource system;
  private final InstantSource clock;

  ExpiryNews(
      Expiries expiries,
      MonitorService monitors,
      Accounts accounts,
      PostOffice post,
      ObjectMapper mapper,
      Event<Told> told,
      @DataSource("system") AgroalDataSource system,
      InstantSource clock) {
    this.system = system;
    this.expiries = expiries;
    this.monitors = monitors;
    this.accounts = accounts;
    this.post = post;
    this.mapper = mapper;
    this.told = told;
    this.clock = clock;
  }

  /** The {@code data} of a webhook's body. */
  @RegisterForReflection
  record EndNews(MonitorBrief monitor, Instant expiresAt, long daysLeft) {}

  /** That it ends. */
  private record Ending(AccountId account, MonitorBrief monitor, String action, Instant at)
      implements DomainEvent {
    @Override
    public Actor actor() {
      return Actor.SYSTEM;
    }

    @Override
    public Subject subject() {
      return new Subject(
          "monitor", monitor.id().text(), monitor.name(), monitor.place().category());
    }
  }

  @Scheduled(
      every = "1h",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "alerting.expiries")
  void poll() throws SQLException {
    runDue();
  }

  /** Answers of how many ends was told now. */
  int runDue() throws SQLException {
    Instant now = clock.instant();
    int said = 0;
    Map<UUID, Said> before = said(now);
    for (Expiries.Soon soon : expiries.soon(now, now.plus(DAY.multipliedBy(DAYS.getFirst())))) {
      if (new Said(soon.at(), days(Duration.between(now, soon.at())))
          .equals(before.get(soon.monitor().uuid()))) {
        continue;
      }
      try {
        said += accounts.in(soon.account(), () -> tell(soon, now)) ? 1 : 0;
      } catch (RuntimeException e) {
        LOG.errorf(e, "of the end that %s has seen could not be told", soon.monitor().text());
      }
    }
    return said;
  }

  /** Of which end was told, and how many days before. */
  private record Said(Instant end, int days) {}

  /** Most of them; so that no transaction is needed for what is told already. */
  private Map<UUID, Said> said(Instant now) throws SQLException {
    Map<UUID, Said> said = new HashMap<>();
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select monitor_id, expires_at, days from alerting_expiry where expires_at > ?")) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          said.put(
              row.getObject(1, UUID.class),
              new Said(row.getObject(2, OffsetDateTime.class).toInstant(), row.getInt(3)));
        }
      }
    }
    return said;
  }

  /** The smallest of our numbers that is not less than what is left. */
  static int days(Duration left) {
    return DAYS.stream()
        .filter(days -> left.compareTo(DAY.multipliedBy(days)) <= 0)
        .min(Comparator.naturalOrder())
        .orElse(DAYS.getFirst());
  }

  private boolean tell(Expiries.Soon soon, Instant now) {
    Duration left = Duration.between(now, soon.at());
    int days = days(left);
    MonitorBrief monitor =
        monitors.sights(soon.account(), List.of(soon.monitor())).stream()
            .map(MonitorService.Sight::brief)
            .filter(brief -> brief.status() != MonitorStatus.PAUSED)
            .findFirst()
            .orElse(null);
    if (monitor == null || !isFirst(soon, days)) {
      return false;
    }
    String type =
        monitor.type().equals("domain")
            ? NoticeType.DOMAIN_EXPIRING
            : NoticeType.CERTIFICATE_EXPIRING;
    Notice notice =
        new Notice(
            type,
            now,
            soon.account(),
            monitor.place(),
            mapper.valueToTree(new EndNews(monitor, soon.at(), left.toDays())),
            monitor.id().uuid());
    post.send(notice);
    told.fire(
        new Told(notice, new Ending(soon.account(), monitor, type, now), monitor, null, days));
    return true;
  }

  private static boolean isFirst(Expiries.Soon soon, int days) {
    return Panache.getEntityManager()
            .createNativeQuery(TAKE)
            .setParameter(1, soon.account().uuid())
            .setParameter(2, soon.monitor().uuid())
            .setParameter(3, soon.at())
            .setParameter(4, days)
            .executeUpdate()
        > 0;
  }
}
