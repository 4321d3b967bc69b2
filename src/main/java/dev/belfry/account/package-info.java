/**
 * Accounts as their people see them: name, plan, usage, and the categories and groups into which
 * things are put.
 *
 * <p>Doors: {@link dev.belfry.account.category.Categories}, {@link dev.belfry.account.group.Groups}
 * and the events {@link dev.belfry.account.category.CategoryDeleted} and {@link
 * dev.belfry.account.group.GroupDeleted}. Makes the first account at the first start, and
 * sub-accounts: one level deep, each with everything of its own. A parent sees name, plan and usage
 * of one, may suspend it, and enters it only by a membership there.
 *
 * <p>Decided here: a deleted category or group leaves every grant, and a list that becomes empty
 * reaches nothing. A new group is known to whoever reads groups there, or acts by a grant that
 * names it; any other is as unknown as one that does not exist. Names are unique in the account, so
 * whoever may make or rename one is told that a name is taken, though not by what.
 */
@NullMarked
package dev.belfry.account;

import org.jspecify.annotations.NullMarked;
