@NullMarked
package dev.belfry.platform.database.embedded;

import org.jspecify.annotations.NullMarked;
