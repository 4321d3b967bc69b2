/**
 * The algebra of rights, without any knowledge of who holds them: scopes, selections of categories
 * and groups, grants as pairs of the two, and what follows from a list of grants.
 */
@NullMarked
package dev.belfry.access.grant;

import org.jspecify.annotations.NullMarked;
