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
 * of the page, which leads nowhere else. A slug belongs to one page of the installation. A domain
 * may be claimed by several; it belongs to the first that proves it by the DNS, and is served and
 * written into links only from then on.
 */
@NullMarked
package dev.belfry.statuspage;

import org.jspecify.annotations.NullMarked;
