/** Single sign-on against a provider that also lies, and against proxies that are none. */
@NullMarked
package dev.belfry.access.sso;

import org.jspecify.annotations.NullMarked;
