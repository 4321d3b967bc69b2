/**
 * Accounts below an account: one level deep, each with everything of its own. A parent sees name,
 * plan and usage of one, may suspend it, and enters it only by a membership there.
 */
@NullMarked
package dev.belfry.account.subaccount;

import org.jspecify.annotations.NullMarked;
