package dev.belfry.monitor.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.grant.Place;
import dev.belfry.check.Target;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of monitor that is not looked at but reports by itself; a CDI bean of the room that
 * receives the reports. The rounds leave its monitors alone: when one is expected, and what follows
 * when it does not come, is that room's own, which brings its judgements to {@link
 * dev.belfry.monitor.Judgement}.
 */
public interface SelfReporting {
  /** The kind's name, that of its {@link dev.belfry.check.Checker}, which does not look. */
  String kind();

  /** Some were made; in the transaction in which they were. */
  void made(List<Settled> monitors);

  /** One was edited, paused or resumed; in the transaction of the change, with its state locked. */
  void settle(Settled monitor);

  /**
   * Read-only fields that stand beside those of the target, of each of these monitors.
   *
   * @param monitors where each of them lies
   */
  Map<MonitorId, Map<String, JsonNode>> shown(AccountId account, Map<MonitorId, Place> monitors);

  /**
   * How a monitor is now.
   *
   * @param target null where it stays as it was
   * @param enabled false while it is paused
   */
  record Settled(
      AccountId account, MonitorId id, @Nullable Target target, boolean enabled, Instant at) {}
}
