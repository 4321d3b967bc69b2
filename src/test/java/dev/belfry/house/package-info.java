/**
 * What tests share: a real PostgreSQL, a clock that is set by hand, people, and targets to look at.
 */
@NullMarked
package dev.belfry.house;

import org.jspecify.annotations.NullMarked;
