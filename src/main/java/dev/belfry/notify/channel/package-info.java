/**
 * Channels: news to people and to the systems that they use, by kinds, each in an alcove of its own
 * ({@code slack}, {@code email} ...). What is sent to one is decided above: by triggers.
 *
 * <p>Doors: {@link dev.belfry.notify.channel.ChannelService}, {@link
 * dev.belfry.notify.channel.ChannelDeliveries}, and for whoever sends {@link
 * dev.belfry.notify.channel.Channels}. For kinds: {@link dev.belfry.notify.channel.Kind}, {@link
 * dev.belfry.notify.channel.VendorKind}. Events: {@link dev.belfry.notify.channel.ChannelChanged},
 * {@link dev.belfry.notify.channel.ChannelDeleted}.
 *
 * <p>Decisions: a channel acts for whoever made or changed it last and carries only news of
 * categories and groups, in pairs, whose monitors and incidents they could read; news of keys need
 * the right to read all keys besides. Secret settings are never shown; when an address among the
 * settings moves to another origin they have to be given anew, or whoever may edit could have them
 * sent to himself. What a vendor refuses for good is not tried again. Every text of a message is
 * taken for hostile and written in the way in which the vendor wants plain text.
 */
@NullMarked
package dev.belfry.notify.channel;

import org.jspecify.annotations.NullMarked;
