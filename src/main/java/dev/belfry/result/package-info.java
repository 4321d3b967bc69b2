/**
 * What every look found. Listens to {@code LookRecorded} and {@code LooksRecorded} and writes in
 * the same transaction, so that state and history never tell two stories.
 */
@NullMarked
package dev.belfry.result;

import org.jspecify.annotations.NullMarked;
