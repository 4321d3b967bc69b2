/**
 * What whoever runs the installation does to identities, in whichever account they are members.
 *
 * <p>Decided here: the operators are those of the oldest account with {@code installation:update};
 * elsewhere the scope opens nothing. Nobody proves an address before there is mail, so whoever
 * holds one wrongly is undone by an operator.
 */
@NullMarked
package dev.belfry.access.operator;

import org.jspecify.annotations.NullMarked;
