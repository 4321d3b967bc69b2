/**
 * What whoever sends news by HTTP has to heed: when plain HTTP is enough, and how long a receiver
 * asks to be left alone.
 */
@NullMarked
package dev.belfry.platform.wire.web;

import org.jspecify.annotations.NullMarked;
