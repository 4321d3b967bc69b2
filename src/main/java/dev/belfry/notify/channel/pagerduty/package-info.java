/**
 * PagerDuty, Events API v2: an alarm is raised, acknowledged and resolved under one key,
 * https://developer.pagerduty.com/docs/events-api-v2-overview.
 */
@NullMarked
package dev.belfry.notify.channel.pagerduty;

import org.jspecify.annotations.NullMarked;
