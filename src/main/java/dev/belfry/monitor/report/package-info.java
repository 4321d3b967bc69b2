/**
 * What monitors that report by themselves leave in the state when they change nothing. Used by the
 * rooms that receive reports; reports that may change a state go to {@link
 * dev.belfry.monitor.Judgement}.
 */
@NullMarked
package dev.belfry.monitor.report;

import org.jspecify.annotations.NullMarked;
