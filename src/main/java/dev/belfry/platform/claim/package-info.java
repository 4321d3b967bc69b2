/** Claims of due rows: one mechanism for every loop, with leases that outlive a dead holder. */
@NullMarked
package dev.belfry.platform.claim;

import org.jspecify.annotations.NullMarked;
