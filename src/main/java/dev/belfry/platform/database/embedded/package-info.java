/**
 * The embedded PostgreSQL: the database of an installation that was given no JDBC URL.
 *
 * <p>Purpose: one durable server of our own below the home, ready before Quarkus starts. Plain
 * Java: no CDI, no Quarkus.
 *
 * <p>Door: {@link dev.belfry.platform.database.embedded.EmbeddedPostgres}; what fails says what to
 * do in an {@link dev.belfry.platform.database.embedded.EmbeddedPostgresException}.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>Whoever holds the lock file owns the home. Only then is a server that a killed Belfry left
 *       behind adopted, and only when it serves our data directory, runs our binaries and knows our
 *       password; otherwise it is stopped.
 *   <li>What takes time to write (binaries, cluster, password, port) is written aside, synced and
 *       renamed: a kill in the middle leaves rubbish to sweep, never a broken home.
 *   <li>PostgreSQL refuses root. As root, in this order: the owner of the directory, when that is
 *       another; the user {@code belfry} where there is one; a user namespace, in which root's
 *       files belong to an ordinary user (containers mostly forbid it); the users {@code postgres}
 *       and {@code nobody}, last with the capability to pass directories closed to them, such as
 *       /root. See {@link dev.belfry.platform.database.embedded.ServerAccounts}.
 *   <li>The server is started by pg_ctl, which gives it a session of its own (Ctrl-C in the
 *       terminal is for us), and stopped by signals, which also reach a server that was started
 *       under another account.
 *   <li>A server that goes, as when the system has no memory left, is started again on the same
 *       port within seconds; while it does not start, that is tried again and again, ever more
 *       slowly.
 *   <li>TCP on loopback with scram and no Unix socket: paths of sockets are too short for some
 *       homes, and the JDBC driver has none.
 * </ul>
 */
@NullMarked
package dev.belfry.platform.database.embedded;

import org.jspecify.annotations.NullMarked;
