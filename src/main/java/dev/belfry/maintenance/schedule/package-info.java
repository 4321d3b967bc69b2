/**
 * When windows occur. A rule gives times of a wall clock, in its time zone. One that does not exist
 * there, since the clocks are put forward over it, comes as much later as they are put forward; one
 * that comes twice counts once, when it comes first: as RFC 5545 (section 3.3.5) says. How long an
 * occurrence takes is real time.
 */
@NullMarked
package dev.belfry.maintenance.schedule;

import org.jspecify.annotations.NullMarked;
