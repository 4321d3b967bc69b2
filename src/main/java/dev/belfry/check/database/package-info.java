/**
 * Looks whether a database server is there and takes clients: PostgreSQL, MySQL or MariaDB, Redis.
 *
 * <p>Decisions: no driver and, but for Redis, no login. A server that greets as its protocol says
 * and does not complain of itself is up; that it would not let us in is no fault of it.
 */
@NullMarked
package dev.belfry.check.database;

import org.jspecify.annotations.NullMarked;
