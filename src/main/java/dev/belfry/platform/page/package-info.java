/** Lists: numbered pages for what people configure, cursors for what only grows. */
@NullMarked
package dev.belfry.platform.page;

import org.jspecify.annotations.NullMarked;
