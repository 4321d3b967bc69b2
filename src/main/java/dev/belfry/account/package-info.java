/**
 * Accounts as their people see them: name, plan, usage, and the categories into which things are
 * put.
 *
 * <p>Doors: {@link Categories} and the event {@link CategoryDeleted}. Makes the first account at
 * the first start.
 */
@NullMarked
package dev.belfry.account;

import org.jspecify.annotations.NullMarked;
