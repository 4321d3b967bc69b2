package dev.belfry.monitor;

import dev.belfry.check.Target;

/** A monitor as sent: what all kinds share, and the target of its kind. */
record MonitorBody(NewMonitor common, Target target) {}
