/** ntfy, theirs or your own: published as JSON, https://docs.ntfy.sh/publish/#publish-as-json. */
@NullMarked
package dev.belfry.notify.channel.ntfy;

import org.jspecify.annotations.NullMarked;
