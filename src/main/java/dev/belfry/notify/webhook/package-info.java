/**
 * Webhooks: news by HTTP POST, signed as Standard Webhooks say and once more as StatusApp does.
 *
 * <p>Doors: {@link dev.belfry.notify.webhook.WebhookService}, {@link
 * dev.belfry.notify.webhook.WebhookDeliveries}. Event: {@link
 * dev.belfry.notify.webhook.WebhookChanged}.
 *
 * <p>Decisions: a webhook acts for whoever made or changed it last and tells only of categories and
 * groups, in pairs, whose monitors and incidents they could read; with none left it is for who
 * reaches everything. Values of headers are never shown; when the URL moves to another origin they
 * have to be given anew, or whoever may edit could have them sent to himself. Plain http goes to
 * private networks only, checked where the name is resolved, before every attempt.
 */
@NullMarked
package dev.belfry.notify.webhook;

import org.jspecify.annotations.NullMarked;
