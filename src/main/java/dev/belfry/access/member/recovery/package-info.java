/** New passwords for whoever lost his: by a token from an admin, or from a mail to his address. */
@NullMarked
package dev.belfry.access.member.recovery;

import org.jspecify.annotations.NullMarked;
