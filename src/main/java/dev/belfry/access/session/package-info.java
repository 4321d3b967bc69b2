/** Sessions: login, who am I, logout, list, end; opaque to the client and kept on the server. */
@NullMarked
package dev.belfry.access.session;

import org.jspecify.annotations.NullMarked;
