/**
 * What lists of monitors filter and sort by, and how many monitors there are: kept beside them by
 * the database, so that a page of very many costs what a page of few does.
 */
@NullMarked
package dev.belfry.monitor.listing;

import org.jspecify.annotations.NullMarked;
