/** Where whoever finds a secret of ours gives it back: it is revoked before he is answered. */
@NullMarked
package dev.belfry.access.leak;

import org.jspecify.annotations.NullMarked;
