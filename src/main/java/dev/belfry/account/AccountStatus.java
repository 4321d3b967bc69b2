package dev.belfry.account;

/** Suspended: its keys and sessions are refused; what it watches is kept. */
public enum AccountStatus {
  ACTIVE,
  SUSPENDED
}
