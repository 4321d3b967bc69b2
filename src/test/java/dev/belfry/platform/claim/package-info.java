@NullMarked
package dev.belfry.platform.claim;

import org.jspecify.annotations.NullMarked;
