/** Identifiers: UUIDv7 inside, TypeIDs ({@code mon_01k...}) on the wire. */
@NullMarked
package dev.belfry.platform.id;

import org.jspecify.annotations.NullMarked;
