@org.jspecify.annotations.NullMarked
package dev.belfry.monitor.listing;
