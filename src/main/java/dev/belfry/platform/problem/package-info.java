/** Errors: RFC 9457 problems from a catalogue, and the mappers that turn every failure into one. */
@NullMarked
package dev.belfry.platform.problem;

import org.jspecify.annotations.NullMarked;
