package dev.belfry.platform.http;

/** Paths that take smaller bodies than all others, since anybody may send them. */
public interface SmallBody {
  /** How the path begins. */
  String prefix();

  /** In bytes. */
  long largest();
}
