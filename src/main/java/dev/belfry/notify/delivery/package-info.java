/**
 * The ledger of all endpoints by API: what was sent, what was given up or held and why, and sending
 * it again.
 *
 * <p>Decisions: who may see an endpoint says its channel; who holds the scope on everything sees
 * also what was sent to endpoints that are gone. What went to outsiders, who may be many, is left
 * out of what does not ask for it. Many are replayed thing by thing, each in a transaction of its
 * own, so that nobody who posts at that moment waits.
 */
@NullMarked
package dev.belfry.notify.delivery;

import org.jspecify.annotations.NullMarked;
