package dev.belfry.platform.wire;

/** Why a connection is made: each purpose has its own allow list. */
public enum Purpose {
  MONITOR,
  WEBHOOK,
  /** News to whoever asked for them without being known. */
  OUTSIDER
}
