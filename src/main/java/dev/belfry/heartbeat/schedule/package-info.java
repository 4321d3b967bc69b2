/**
 * When something is expected: every so many seconds, by a cron expression, or by a calendar of
 * systemd. Pure: texts and instants in, instants out.
 *
 * <p>Decided here: what the clocks do twice a year is one rule for both languages, that of Debian's
 * cron. A schedule with {@code *} for its hour or minute follows real time: it takes an hour that
 * comes twice both times, and leaves out one that does not come. Any other means times of the day:
 * one that does not come is moved to the first moment after the gap, one that comes twice counts
 * the first time. cron-utils has its own idea of these days, so it is asked about a clock that
 * nobody puts forward or back.
 */
@NullMarked
package dev.belfry.heartbeat.schedule;

import org.jspecify.annotations.NullMarked;
