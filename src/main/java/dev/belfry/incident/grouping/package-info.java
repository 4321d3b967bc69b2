/**
 * When outages are one incident: what the account says of it, and what open incidents are about.
 *
 * <p>Decided here: by a parent, a category or a tag; each outage has keys, and joins the oldest
 * open incident that has one of them and whose last outage is not longer ago than the window. Of
 * outages in the same account one at a time looks for its incident.
 */
@NullMarked
package dev.belfry.incident.grouping;

import org.jspecify.annotations.NullMarked;
