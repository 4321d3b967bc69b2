/**
 * What every look found, and what it adds up to. Listens to {@code LookRecorded} and {@code
 * LooksRecorded} and writes in the same transaction, so that state and history never tell two
 * stories.
 *
 * <p>Looks lie in a table for each day of UTC, made three days ahead and dropped whole; a look for
 * which there is none goes to a common table, so that none is lost. A day is also what the sums
 * have, and few enough that a monitor's list asks few tables. When a state began is written by a
 * trigger on {@code monitor_state}, since several statements set a status and none may forget.
 *
 * <p>A good HTTP look takes 93 bytes and 73 of index; as a row of text and JSON with an id it took
 * 241 and 96.
 *
 * <p>Uptime is a share of time, by the states of the monitor; time in which nobody looked for twice
 * the interval, the timeout and a minute is unknown, whatever the state was. Of a heartbeat the
 * states alone count. An hour is first said to be over; then every writer is waited for who could
 * not know, by a lock that writers share for the hour they write into. Whoever was before is
 * counted, whoever comes later marks the hour to be summed up again. A sum is made anew from all
 * that is there, and written in the transaction that takes the mark away; so it is exact after a
 * crash, twice, or on several replicas. Adding to sums with every look would have doubled the
 * writing of looks. Days are sums of hours; what ran since the last hour is read from the states,
 * and of a single monitor from its looks too.
 *
 * <p>Reads {@code monitor} for the interval. Deleting a monitor deletes its sums; its looks are
 * seen by nobody and go with their days.
 */
@NullMarked
package dev.belfry.result;

import org.jspecify.annotations.NullMarked;
