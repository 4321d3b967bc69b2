/** The catalogue of scopes, for people and in the API document. */
@NullMarked
package dev.belfry.access.scope;

import org.jspecify.annotations.NullMarked;
