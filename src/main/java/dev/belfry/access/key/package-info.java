/**
 * API keys: made, listed, changed, rotated, revoked; the key itself is shown once and kept as a
 * hash.
 *
 * <p>Doors: {@link KeyService}, {@link KeyHandover}. Events: {@link KeyChanged}, and {@link
 * KeyNotice} for what people should be told.
 *
 * <p>Decided here: what is looked at is the key as it would be, never the change; a null in a patch
 * takes away, which for end, networks and limits widens, and is refused to whoever could not make
 * such a key; a key that has ended is not brought back; a predecessor in its grace goes with its
 * successor when that is revoked; personal keys are rotated by their owners alone.
 */
@NullMarked
package dev.belfry.access.key;

import org.jspecify.annotations.NullMarked;
