/**
 * The vocabulary of what happened: who ({@link Actor}), to what ({@link Subject}), in which
 * account, and from what to what ({@link Changes}).
 */
@NullMarked
package dev.belfry.platform.event;

import org.jspecify.annotations.NullMarked;
