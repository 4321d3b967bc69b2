/**
 * Opsgenie and what takes its alerts (Jira Service Management): one alert under one alias,
 * https://docs.opsgenie.com/docs/alert-api.
 */
@NullMarked
package dev.belfry.notify.channel.opsgenie;

import org.jspecify.annotations.NullMarked;
