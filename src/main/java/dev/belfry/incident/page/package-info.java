/** What outsiders are told of incidents: no name, no address and no message of a look. */
@NullMarked
package dev.belfry.incident.page;

import org.jspecify.annotations.NullMarked;
