@NullMarked
package dev.belfry.platform.mail;

import org.jspecify.annotations.NullMarked;
