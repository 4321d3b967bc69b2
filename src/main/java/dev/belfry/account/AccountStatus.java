package dev.belfry.account;

/** Suspended: its keys and sessions are refused; what it watches is kept. */
enum AccountStatus {
  ACTIVE,
  SUSPENDED
}
