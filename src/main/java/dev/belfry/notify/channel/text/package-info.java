/** Texts of messages: made harmless, cut, and put into holes. */
@NullMarked
package dev.belfry.notify.channel.text;

import org.jspecify.annotations.NullMarked;
