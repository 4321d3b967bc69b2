/**
 * Kinds of monitors that report by themselves: the contract with the rooms that receive their
 * reports, and what good reports leave in the state when they change nothing. Reports that may
 * change a state go to {@link dev.belfry.monitor.Judgement}.
 */
@NullMarked
package dev.belfry.monitor.report;

import org.jspecify.annotations.NullMarked;
