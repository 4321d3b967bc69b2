/**
 * What outsiders see: status pages with their components.
 *
 * <p>Doors: {@link dev.belfry.statuspage.StatusPageService} and {@link
 * dev.belfry.statuspage.ComponentService} for whoever edits, {@link
 * dev.belfry.statuspage.PublicPages} for whoever shows them. Event: {@link
 * dev.belfry.statuspage.StatusPageChanged}.
 *
 * <p>Decisions: a page acts for whoever made or changed it last. It shows a monitor while that
 * person may read it, and while it lies where the person could read at that moment; otherwise the
 * component shows no data and the page's view says why. What outsiders get holds the name of the
 * component and never that of the monitor, and no id but those of components: incidents have an id
 * of the page, which leads nowhere else. A slug and a domain belong to one page of the
 * installation.
 */
@NullMarked
package dev.belfry.statuspage;

import org.jspecify.annotations.NullMarked;
