/** Group work: requests that wait at the same moment share one statement. */
@NullMarked
package dev.belfry.platform.batch;

import org.jspecify.annotations.NullMarked;
