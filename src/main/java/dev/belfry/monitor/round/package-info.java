/**
 * The rounds: find what is due, of all accounts, look at it in time, and write what was found. What
 * changes nothing is written in batches; what changes a state goes to {@link
 * dev.belfry.monitor.Judgement}.
 */
@NullMarked
package dev.belfry.monitor.round;

import org.jspecify.annotations.NullMarked;
