/** Telegram: a message of a bot, https://core.telegram.org/bots/api#sendmessage. */
@NullMarked
package dev.belfry.notify.channel.telegram;

import org.jspecify.annotations.NullMarked;
