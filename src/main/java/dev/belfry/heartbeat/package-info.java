/**
 * What reports by itself: a kind of monitor that is not looked at but expected, as a job that pings
 * when it is done.
 *
 * <p>Doors: none but its routes; {@link HeartbeatChecker} and {@link Heartbeats} make it a kind of
 * {@code monitor}. A ping is acknowledged when it is committed. Pings of all heartbeats that wait
 * at the same moment are one transaction of the system role: it locks their heartbeats in one
 * order, numbers the pings, and decides in plain Java ({@link Beat}, {@link Pulse}) what they mean.
 * A good ping of a heartbeat that is well ends there. All else is marked in the same commit as to
 * be judged, and {@link Deadlines} finds it like a deadline: so nothing that was acknowledged is
 * lost when a process dies before it was judged, and the order of judgements is that of the
 * commits. No thread waits with a ping: {@link PingBook} holds it, asks again for a heartbeat that
 * somebody holds, and answers 503 when its time is over.
 *
 * <p>Decided here: nothing is expected before the first ping. A start is a sign of life, but only
 * an end is good or bad. A paused heartbeat stays paused, since a ping is nobody who may resume it;
 * its pings are kept. A ping that a later one has overtaken is history only. A deadline that passed
 * while nobody listened is UNKNOWN, not missed. Locks are taken in the order state, heartbeat;
 * batches lock heartbeats only.
 */
@NullMarked
package dev.belfry.heartbeat;

import org.jspecify.annotations.NullMarked;
