/**
 * The post office: takes a {@link dev.belfry.notify.Notice} and brings it to whoever is to have it.
 * It knows no incident and no monitor, and observes nothing of them.
 *
 * <p>Doors: {@link dev.belfry.notify.PostOffice}. For channels, which are alcoves: {@link
 * dev.belfry.notify.Channel} is what they are, {@link dev.belfry.notify.Ledger} and {@link
 * dev.belfry.notify.Express} are what they use.
 *
 * <p>Decisions: a message and its deliveries are written in the transaction of the news, and sent
 * after it: at least once, with one id. A delivery row is the queue and the ledger at once. News
 * about one thing reach an endpoint one after the other; a later one waits until the earlier is
 * delivered, given up or held, and news about other things pass by. The process that wrote them
 * sends them as soon as they are committed, few at once to one endpoint; more than that stand in
 * line, and when the line is long they stay in the table for any process. Nothing waits for a tick:
 * it only finds what was left by a process that died or had no room. Retries go on for three days
 * from the first attempt. The wing {@code gate} lets those wait whose endpoint fails or wants no
 * more within a time. An attempt keeps status, time and a short error, never the answer's body.
 */
@NullMarked
package dev.belfry.notify;

import org.jspecify.annotations.NullMarked;
