/**
 * Discord: an embed, and nobody is mentioned,
 * https://discord.com/developers/docs/resources/webhook#execute-webhook.
 */
@NullMarked
package dev.belfry.notify.channel.discord;

import org.jspecify.annotations.NullMarked;
