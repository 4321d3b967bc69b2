/** The way to PostgreSQL: roles, and the binding of every transaction to one account. */
@NullMarked
package dev.belfry.platform.database;

import org.jspecify.annotations.NullMarked;
