@NullMarked
package dev.belfry.access.member.recovery;

import org.jspecify.annotations.NullMarked;
