@NullMarked
package dev.belfry.platform.wire.web;

import org.jspecify.annotations.NullMarked;
