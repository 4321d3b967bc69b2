/**
 * Many things at once: CSV in, CSV and JSON out, mass changes.
 *
 * <p>Owns nothing and decides nothing: each thing goes through the service of its room, with the
 * rights, the count of the account and the log book of a single call.
 *
 * <p>Decided here: whoever asks for much waits for it on his own connection, where its progress can
 * be read. Every thing, or every few, is a transaction of its own that asks for the caller's rights
 * anew, so it stops where they end; nothing acts for somebody who has gone. What was done stays,
 * and the same call goes on with the rest.
 */
@NullMarked
package dev.belfry.bulk;

import org.jspecify.annotations.NullMarked;
