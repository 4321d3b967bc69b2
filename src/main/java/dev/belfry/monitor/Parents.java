package dev.belfry.monitor;

import dev.belfry.access.Access;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a monitor may be put behind. In the caller's transaction. */
@ApplicationScoped
class Parents {
  private static final String POINTER = "/parent_ids/";
  private static final String BUSY =
      "Parents are being changed by somebody else at this moment; try again.";

  private final Access access;
  private final MonitorReach reach;

  Parents(Access access, MonitorReach reach) {
    this.access = access;
    this.reach = reach;
  }

  /**
   * @param monitor that gets them; null for a new one, behind which nothing can be
   * @param kept those that it has already
   * @throws Problem 422 naming each that is not there, alike each that the caller may not see, and
   *     each that lies behind the monitor itself; 409 while somebody else changes parents
   */
  void require(@Nullable UUID monitor, List<MonitorId> wanted, Set<UUID> kept) {
    List<MonitorId> added = wanted.stream().filter(id -> !kept.contains(id.uuid())).toList();
    if (added.isEmpty()) {
      return;
    }
    if (!MonitorParent.lockAll(access.account())) {
      throw busy();
    }
    Set<MonitorId> visible = reach.visible(added);
    List<Violation> wrong = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      MonitorId id = wanted.get(i);
      if (!added.contains(id)) {
        continue;
      }
      if (!visible.contains(id)) {
        wrong.add(Violation.at(POINTER + i, "unknown", "is no monitor that you see"));
      } else if (monitor != null
          && (id.uuid().equals(monitor)
              || MonitorParent.above(access.account(), id.uuid()).contains(monitor))) {
        wrong.add(Violation.at(POINTER + i, "cycle", "lies behind this monitor, or is it: a ring"));
      }
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
  }

  /** What the caller does not see he cannot have wanted to take away. */
  static Set<UUID> after(Set<UUID> wanted, Set<UUID> before, Set<UUID> seen) {
    Set<UUID> after = new TreeSet<>(before);
    after.removeAll(seen);
    after.addAll(wanted);
    return after.equals(wanted) ? wanted : after;
  }

  private static Problem busy() {
    return Problem.of(ProblemType.CONFLICT, BUSY).with("Retry-After", "1");
  }

  /** Whether it was refused only because somebody else changes parents. */
  static boolean isBusy(Problem problem) {
    return problem.type().equals(ProblemType.CONFLICT) && BUSY.equals(problem.detail());
  }
}
