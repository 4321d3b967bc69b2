/** Cells of CSV files that people open in spreadsheets. */
@NullMarked
package dev.belfry.platform.csv;

import org.jspecify.annotations.NullMarked;
