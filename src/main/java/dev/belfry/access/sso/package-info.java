/**
 * Single sign-on: people who prove at an OpenID Connect provider, or at a trusted proxy, who they
 * are, and become sessions of ours; and programs that bring an access token of that provider.
 *
 * <p>Decided here: somebody is an issuer and a subject, never an address. What a group gives is
 * kept per account in mappings and worked out anew at each login; whoever is mapped to nothing is
 * nobody. A provider that does not answer is a 503 and never a yes; the start asks it nothing.
 */
@NullMarked
package dev.belfry.access.sso;

import org.jspecify.annotations.NullMarked;
