package dev.belfry.result.report;

import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.directory.MonitorDirectory;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.result.PolicyQuery;
import dev.belfry.result.TimeSums;
import dev.belfry.result.UptimePolicies;
import dev.belfry.result.UptimePolicy;
import dev.belfry.result.Uptimes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Uptime over the usual windows. */
@ApplicationScoped
class UptimeService {
  /** One answer sums up no more; whoever has more asks by tag, category or group. */
  private static final int MOST = 10_000;

  private final MonitorDirectory monitors;
  private final Uptimes uptimes;
  private final UptimePolicies policies;
  private final InstantSource clock;

  UptimeService(
      MonitorDirectory monitors, Uptimes uptimes, UptimePolicies policies, InstantSource clock) {
    this.monitors = monitors;
    this.uptimes = uptimes;
    this.policies = policies;
    this.clock = clock;
  }

  /** A window that ends now. */
  private enum Window {
    DAY("24h", Duration.ofDays(1), ChronoUnit.HOURS),
    WEEK("7d", Duration.ofDays(7), ChronoUnit.HOURS),
    MONTH("30d", Duration.ofDays(30), ChronoUnit.DAYS),
    QUARTER("90d", Duration.ofDays(90), ChronoUnit.DAYS);

    private final String text;
    private final Duration length;
    private final ChronoUnit begin;

    Window(String text, Duration length, ChronoUnit begin) {
      this.text = text;
      this.length = length;
      this.begin = begin;
    }

    private Instant from(Instant now) {
      return now.minus(length).truncatedTo(begin);
    }
  }

  @Transactional
  UptimeView of(MonitorDirectory.Choice choice, PageRequest page, PolicyQuery asked) {
    UptimePolicy policy = asked.over(policies.current());
    List<MonitorDirectory.Entry> all = monitors.find(choice, MOST);
    List<MonitorId> ids = all.stream().map(MonitorDirectory.Entry::id).toList();
    Instant now = clock.instant();
    List<Window> windows = List.of(Window.values());
    List<Map<MonitorId, TimeSums>> found =
        uptimes.untilNow(ids, windows.stream().map(window -> window.from(now)).toList());
    Map<Window, Map<MonitorId, TimeSums>> sums = new EnumMap<>(Window.class);
    for (int i = 0; i < windows.size(); i++) {
      sums.put(windows.get(i), found.get(i));
    }
    List<UptimeView.Entry> shown =
        all.stream()
            .skip((long) page.index() * page.limit)
            .limit(page.limit)
            .map(one -> new UptimeView.Entry(one.id(), one.name(), of(one.id(), sums, policy)))
            .toList();
    return new UptimeView(
        shown, Page.of(shown, page, all.size()).pagination(), together(sums, policy), policy);
  }

  private static Map<String, @Nullable Double> of(
      MonitorId monitor, Map<Window, Map<MonitorId, TimeSums>> sums, UptimePolicy policy) {
    Map<String, @Nullable Double> found = new LinkedHashMap<>();
    sums.forEach(
        (window, known) ->
            found.put(window.text, policy.uptime(known.getOrDefault(monitor, TimeSums.NONE))));
    return found;
  }

  private static Map<String, @Nullable Double> together(
      Map<Window, Map<MonitorId, TimeSums>> sums, UptimePolicy policy) {
    Map<String, @Nullable Double> found = new LinkedHashMap<>();
    sums.forEach(
        (window, known) ->
            found.put(
                window.text,
                policy.uptime(known.values().stream().reduce(TimeSums.NONE, TimeSums::plus))));
    return found;
  }
}
