package dev.belfry.access.people;

/**
 * Disabled: refused, with his keys, until enabled again. Deleted ones are kept for the log book.
 */
public enum MemberStatus {
  ACTIVE,
  DISABLED
}
