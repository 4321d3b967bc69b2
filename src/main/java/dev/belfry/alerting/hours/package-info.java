/**
 * Windows of the week in local time: when triggers ring and layers of rotas are on duty. Pure.
 *
 * <p>Decided here: a window belongs to the day on which it begins, and ends on the next one where
 * its end is not after its beginning; the same time twice is a whole day. A time that the clocks
 * leave out comes as much later as they leap; of one that comes twice the first counts.
 */
@NullMarked
package dev.belfry.alerting.hours;

import org.jspecify.annotations.NullMarked;
