/** Which monitors there are, in few words: for rooms above that tell of many at once. */
@NullMarked
package dev.belfry.monitor.directory;

import org.jspecify.annotations.NullMarked;
