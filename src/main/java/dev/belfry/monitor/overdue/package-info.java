/**
 * Notices that nobody looks: monitors whose look is late by more than any replica needs to take
 * over. By a loop of its own, so that it tells when the rounds do not.
 */
@NullMarked
package dev.belfry.monitor.overdue;

import org.jspecify.annotations.NullMarked;
