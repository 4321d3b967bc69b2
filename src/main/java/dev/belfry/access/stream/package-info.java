/**
 * Answers that stay open, and end with the right by which they were opened.
 *
 * <p>Doors: {@link dev.belfry.access.stream.OpenStreams} opens one for the caller of a request;
 * {@link dev.belfry.access.stream.EventStream} sends events on it (server-sent events); an {@link
 * dev.belfry.access.stream.OpenStream} alone is for an answer of another form, such as an export,
 * which asks it between its pages.
 *
 * <p>Decided here: who opened is asked about again more than once a second, all of a process in one
 * statement. A stream whose caller is not let in any more, or reaches something else than at its
 * opening, ends within two seconds; so does one whose caller could not be asked about for two
 * seconds. It takes no token of any window and is no use of a key. The bounds hold for each
 * process.
 */
@NullMarked
package dev.belfry.access.stream;

import org.jspecify.annotations.NullMarked;
