package dev.belfry.notify;

/** A delivery became due in this transaction; the sender is woken when it has committed. */
record Posted() {}
