/** API keys: made, listed, renamed, revoked; the key itself is shown once and kept as a hash. */
@NullMarked
package dev.belfry.access.key;

import org.jspecify.annotations.NullMarked;
