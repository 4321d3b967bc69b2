package dev.belfry.statuspage;

/** Who may see a page. */
public enum AccessMode {
  PUBLIC,
  /** Whoever knows the password of the page. */
  PASSWORD,
  /** Whoever calls from one of its networks; for all others it is not there. */
  NETWORKS
}
