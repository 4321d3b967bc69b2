package dev.belfry.monitor;

import dev.belfry.platform.event.AccountId;

/** One look was recorded, in a transaction bound to its account. */
public record LookRecorded(AccountId account, MonitorId monitor, LookView look) {}
