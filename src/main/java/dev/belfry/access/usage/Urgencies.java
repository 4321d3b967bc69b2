package dev.belfry.access.usage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What somebody should learn of at once, each once an hour: of so many things and no more, so that
 * a flood of calls with a dead key makes no flood of writes.
 */
final class Urgencies {
  private static final int REMEMBERED = 10_000;

  private record Urgency(UUID caller, String what) {}

  private final Map<Urgency, Long> hours =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Urgency, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  private boolean some;

  synchronized boolean isNew(UUID caller, String what, long hour) {
    Long known = hours.put(new Urgency(caller, what), hour);
    boolean isNew = known == null || known != hour;
    some |= isNew;
    return isNew;
  }

  /** Whether there were any since this was last asked. */
  synchronized boolean take() {
    boolean taken = some;
    some = false;
    return taken;
  }
}
