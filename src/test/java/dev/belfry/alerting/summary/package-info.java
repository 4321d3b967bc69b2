@org.jspecify.annotations.NullMarked
package dev.belfry.alerting.summary;
