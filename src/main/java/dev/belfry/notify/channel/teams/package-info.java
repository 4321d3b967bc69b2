/**
 * Microsoft Teams: an adaptive card by the URL of a workflow ("Post to a channel when a webhook
 * request is received").
 */
@NullMarked
package dev.belfry.notify.channel.teams;

import org.jspecify.annotations.NullMarked;
