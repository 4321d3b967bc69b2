package dev.belfry.live;

import dev.belfry.access.stream.EventStream;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.event.AccountId;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How all stands that a reader may see, a page at a time, read when he has taken the one before.
 */
final class Snapshots implements Iterator<EventStream.Event> {
  private static final int PAGE = 200;

  private final MonitorService monitors;
  private final StreamFilter filter;
  private final AccountId account;
  private final Function<Object, String> json;
  private @Nullable MonitorId last;
  private boolean complete;

  Snapshots(
      MonitorService monitors,
      StreamFilter filter,
      AccountId account,
      Function<Object, String> json) {
    this.monitors = monitors;
    this.filter = filter;
    this.account = account;
    this.json = json;
  }

  @Override
  public boolean hasNext() {
    return !complete;
  }

  @Override
  public EventStream.Event next() {
    if (complete) {
      throw new NoSuchElementException();
    }
    List<MonitorId> page = monitors.matching(filter.query(), last, PAGE);
    complete = page.size() < PAGE;
    last = page.isEmpty() ? last : page.getLast();
    List<StateView> states =
        monitors.sights(account, page).stream().filter(filter::takes).map(StateView::of).toList();
    return new EventStream.Event(
        null, "snapshot", json.apply(new StateView.Snapshot(states, complete)));
  }
}
