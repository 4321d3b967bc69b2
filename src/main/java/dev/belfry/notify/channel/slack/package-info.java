/**
 * Slack and what takes its incoming webhooks (Mattermost, Rocket.Chat): blocks of plain text,
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks.
 */
@NullMarked
package dev.belfry.notify.channel.slack;

import org.jspecify.annotations.NullMarked;
