package dev.belfry.result;

import dev.belfry.access.Access;
import dev.belfry.account.Plans;
import dev.belfry.check.Verdict;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.page.Cursor;
import dev.belfry.platform.page.Stretch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** History of looks, as far back as the plan of the account has it. */
@ApplicationScoped
class ResultService {
  private final Access access;
  private final MonitorService monitors;
  private final Plans plans;
  private final ResultConfig config;
  private final InstantSource clock;

  ResultService(
      Access access,
      MonitorService monitors,
      Plans plans,
      ResultConfig config,
      InstantSource clock) {
    this.access = access;
    this.monitors = monitors;
    this.plans = plans;
    this.config = config;
    this.clock = clock;
  }

  @Transactional
  Stretch<ResultView> list(
      MonitorId monitor, Span span, @Nullable Verdict verdict, @Nullable String cursor, int limit) {
    monitors.requireVisible(monitor);
    Duration byPlan = plans.of(access.account()).retention().raw();
    Duration kept = byPlan.compareTo(config.keepRaw()) < 0 ? byPlan : config.keepRaw();
    StoredLook.Wanted wanted = new StoredLook.Wanted(span, verdict, clock.instant().minus(kept));
    return Stretch.of(
        StoredLook.listed(access.account(), monitor, wanted, Cursor.parse(cursor), limit),
        limit,
        ResultView::of,
        StoredLook::cursor);
  }
}
