/**
 * Roles of notification: named sets of channels and webhooks, and of whoever is on call.
 *
 * <p>Doors: {@link dev.belfry.alerting.role.NotificationRoleService}, {@link
 * dev.belfry.alerting.role.Addressees}.
 *
 * <p>Decision: a role opens nothing. What it names keeps its own reach, and holds back what lies
 * outside of it.
 */
@NullMarked
package dev.belfry.alerting.role;

import org.jspecify.annotations.NullMarked;
