package dev.belfry.monitor;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.platform.wire.Phases;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks of tests, judged as the rounds have them judged. */
@ApplicationScoped
class Seen {
  private final Judgement judgement;
  private final TestClock clock;

  Seen(Judgement judgement, TestClock clock) {
    this.judgement = judgement;
    this.clock = clock;
  }

  /** A minute apart: U up, S up in 900 ms, D down, N not known. Answers the status after them. */
  String looks(Person owner, String monitor, String looks) {
    for (char look : looks.toCharArray()) {
      clock.advanceSeconds(60);
      Verdict verdict =
          switch (look) {
            case 'D' -> Verdict.DOWN;
            case 'N' -> Verdict.UNKNOWN;
            default -> Verdict.UP;
          };
      judgement.judge(
          owner.account(),
          new Judgement.Made(
              MonitorId.fromString(monitor),
              0,
              Look.of(verdict, "test", "seen by a test", Phases.total(look == 'S' ? 900 : 20)),
              clock.instant(),
              null));
    }
    return owner.asks().get("/v1/monitors/" + monitor).path("status");
  }
}
