/**
 * Mail by SMTP, from the one address of the installation.
 *
 * <p>Door: {@link dev.belfry.platform.mail.Mailer}.
 *
 * <p>Decisions: the operator names the server, so it is reached like the database and not through
 * the guard for what accounts aim at. Without a server mail is off, which is an outcome and no
 * error. One recipient a mail, so that a retry reaches nobody twice who was reached. What would
 * break out of a header is no {@link dev.belfry.platform.mail.Mail} at all.
 */
@NullMarked
package dev.belfry.platform.mail;

import org.jspecify.annotations.NullMarked;
