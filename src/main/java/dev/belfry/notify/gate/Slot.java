package dev.belfry.notify.gate;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reserved moment of a rate: the generic cell rate algorithm, with all messages of one window as
 * its burst.
 *
 * @param at when it may go
 * @param pacedTo up to where the rate is used up after it
 */
record Slot(Instant at, Instant pacedTo) {
  static Slot next(@Nullable Instant pacedTo, Instant now, int messages, Duration window) {
    Instant from = pacedTo == null || pacedTo.isBefore(now) ? now : pacedTo;
    Instant used = from.plus(window.dividedBy(messages));
    Instant at = used.minus(window);
    return new Slot(at.isAfter(now) ? at : now, used);
  }
}
