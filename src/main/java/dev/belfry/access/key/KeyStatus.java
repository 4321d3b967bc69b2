package dev.belfry.access.key;

/** Whether a key still opens anything. */
public enum KeyStatus {
  ACTIVE,
  REVOKED,
  EXPIRED
}
