/**
 * What many monitors did together: uptime over the usual windows, the report of a month for an
 * agreement on service, and what ends soon.
 *
 * <p>Decisions: uptime is a share of time, over the states of the monitors; several together are
 * the sum of their times. A month is one of a time zone, taken to full hours of UTC: in zones that
 * differ from UTC by half hours it begins and ends up to 45 minutes early. The printable page has
 * no style and no script, so that the strict policy for content holds for it too.
 */
@NullMarked
package dev.belfry.result.report;

import org.jspecify.annotations.NullMarked;
