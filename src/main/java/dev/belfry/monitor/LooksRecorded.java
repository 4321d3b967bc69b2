package dev.belfry.monitor;

import java.util.List;

/**
 * Looks of many accounts that changed no state were recorded, in a transaction of the system role.
 */
public record LooksRecorded(List<LookRecorded> looks) {}
