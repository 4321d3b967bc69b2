@NullMarked
package dev.belfry.statuspage.subscriber;

import org.jspecify.annotations.NullMarked;
