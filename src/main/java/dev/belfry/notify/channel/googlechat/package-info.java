/**
 * Google Chat: a card by an incoming webhook, in one thread for one incident,
 * https://developers.google.com/workspace/chat/quickstart/webhooks.
 */
@NullMarked
package dev.belfry.notify.channel.googlechat;

import org.jspecify.annotations.NullMarked;
