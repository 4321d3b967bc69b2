/**
 * Roles: named lists of grants. Nobody makes one that allows more than he may himself, nor widens
 * one that he holds; a change is felt by all who hold it when the call has returned. One that
 * somebody holds is not deleted.
 */
@NullMarked
package dev.belfry.access.role;

import org.jspecify.annotations.NullMarked;
