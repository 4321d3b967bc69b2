/** Incidents as status pages tell of them. */
@NullMarked
package dev.belfry.incident.page;

import org.jspecify.annotations.NullMarked;
