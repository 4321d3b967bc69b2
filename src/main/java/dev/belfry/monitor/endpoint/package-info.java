/** The routes of monitors: edit them, pause, resume, check and test them. */
@NullMarked
package dev.belfry.monitor.endpoint;

import org.jspecify.annotations.NullMarked;
