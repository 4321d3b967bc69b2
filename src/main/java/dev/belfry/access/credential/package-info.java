/**
 * What a caller shows: the texts of keys and sessions, where they are found in a request, and what
 * they are not.
 */
@NullMarked
package dev.belfry.access.credential;

import org.jspecify.annotations.NullMarked;
