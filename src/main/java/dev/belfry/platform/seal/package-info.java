/** Secrets: the pepper for what is only verified, the sealing key for what is needed again. */
@NullMarked
package dev.belfry.platform.seal;

import org.jspecify.annotations.NullMarked;
