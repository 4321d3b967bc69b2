@NullMarked
package dev.belfry.notify.webhook;

import org.jspecify.annotations.NullMarked;
