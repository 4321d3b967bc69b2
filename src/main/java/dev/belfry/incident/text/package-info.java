/** What people write, as HTML that may be shown to anybody. */
@NullMarked
package dev.belfry.incident.text;

import org.jspecify.annotations.NullMarked;
