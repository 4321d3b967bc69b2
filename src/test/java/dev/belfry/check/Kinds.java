package dev.belfry.check;

import java.time.InstantSource;
import java.util.List;

/** Kinds that tests make up. */
public final class Kinds {
  private Kinds() {}

  public static Checkers of(Checker<?>... checkers) {
    return new Checkers(List.of(checkers), InstantSource.system());
  }
}
