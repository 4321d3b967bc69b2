/**
 * What any server needs and no product knows. It has no types of its own: each noun is a room below
 * it ({@code id}, {@code time}, {@code json}, {@code problem}, ...), and every other room may use
 * all of them.
 */
@NullMarked
package dev.belfry.platform;

import org.jspecify.annotations.NullMarked;
