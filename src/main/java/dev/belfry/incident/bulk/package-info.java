/** Many incidents resolved or acknowledged at once, each as if it were alone. */
@NullMarked
package dev.belfry.incident.bulk;

import org.jspecify.annotations.NullMarked;
