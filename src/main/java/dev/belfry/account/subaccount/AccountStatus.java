package dev.belfry.account.subaccount;

/** Suspended: its keys and sessions are refused; what it watches is kept. */
enum AccountStatus {
  ACTIVE,
  SUSPENDED
}
