/**
 * Who hears of a status page by mail or webhook, without being anybody to Belfry.
 *
 * <p>Door: {@link dev.belfry.statuspage.subscriber.SubscriberService} for whoever edits the page.
 * Outsiders come by the forms of the page. Event: {@link
 * dev.belfry.statuspage.subscriber.SubscriberChanged}.
 *
 * <p>Decisions: nobody is told anything before he has said at his own address that he wants it,
 * whoever asked (double opt-in); following a link says nothing yet, since programs follow links
 * too. The token of the links is computed and not kept, and is the same for confirming, changing
 * and leaving: who has it has read a letter to that address. Links lead to an address that the
 * installation knows of itself and never to the one by which somebody came, or a stranger could
 * write it. What is told is what the page tells, as of the same reading; of maintenance it is kept
 * what was told last, or nobody could be told that it does not come, or comes after all. The event
 * of an incident costs one row; subscribers get their deliveries a hundred at a time, and only
 * while few are in line, so that alarms never wait for them.
 */
@NullMarked
package dev.belfry.statuspage.subscriber;

import org.jspecify.annotations.NullMarked;
