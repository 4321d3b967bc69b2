/**
 * Accounts as their people see them: name, plan, usage, and the categories into which things are
 * put.
 *
 * <p>Doors: {@link Categories} and the event {@link CategoryDeleted}. Makes the first account at
 * the first start, and sub-accounts: one level deep, each with everything of its own. A parent sees
 * name, plan and usage of one, may suspend it, and enters it only by a membership there.
 */
@NullMarked
package dev.belfry.account;

import org.jspecify.annotations.NullMarked;
