/**
 * The rounds: find what is due, of all accounts, look at it in time, and write what was found. What
 * changes nothing is written in batches; what changes a state goes to {@link
 * dev.belfry.monitor.Judgement}.
 *
 * <p>No look is made up for. After an outage each monitor that is overdue is looked at once, due
 * longest first, at a pace of its own ({@link Pace}), so that what is on time is not held up. Where
 * too many are on one beat, each that had to stand in line gets a beat of its own. At most so many
 * looks are taken, and at most so many of them ask one host ({@link Hosts}); accounts share both
 * ({@link Shares}). A look that waited too long for its host is given back and claimed again, one
 * that could not be recorded is repeated when its lease ends; neither says anything about the
 * target.
 */
@NullMarked
package dev.belfry.monitor.round;

import org.jspecify.annotations.NullMarked;
