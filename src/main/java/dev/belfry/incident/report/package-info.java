/**
 * How often something was wrong, how soon somebody saw to it, and how long it took.
 *
 * <p>Decided here: incidents count where they began; what was merged counts once. An incident
 * counts in each group that one of its monitors is in, and once in all together. Means are over
 * those that were acknowledged, or resolved; the longest counts those that go on, until now.
 */
@NullMarked
package dev.belfry.incident.report;

import org.jspecify.annotations.NullMarked;
