package dev.belfry.platform.http;

import java.io.IOException;

/** An answer that ended in the middle, by its reader or because it may not go on: no failure. */
public final class BrokenOff extends IOException {
  private static final long serialVersionUID = 1;

  public BrokenOff(IOException why) {
    super(why.getMessage(), why);
  }
}
