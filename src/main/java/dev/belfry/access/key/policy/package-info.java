/** What an account asks of its keys: when to rotate them, how long they live, who may have some. */
@NullMarked
package dev.belfry.access.key.policy;

import org.jspecify.annotations.NullMarked;
