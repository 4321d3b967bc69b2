/**
 * Measures. Each benchmark compares with a limit that it measures in the same run, prints one table
 * and writes {@code target/bench/<name>.json}. Load stays on this machine and ends by itself.
 */
@NullMarked
package dev.belfry.bench;

import org.jspecify.annotations.NullMarked;
