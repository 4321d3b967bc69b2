package dev.belfry.house;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls that meet each other. */
public final class AtOnce {
  private AtOnce() {}

  /** What came of each. */
  public static <T> List<T> all(List<Callable<T>> calls) throws InterruptedException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      return executor.invokeAll(calls).stream().map(Future::resultNow).toList();
    }
  }

  /** The same call so many times. */
  public static <T> List<T> times(int times, Callable<T> call) throws InterruptedException {
    return all(Collections.nCopies(times, call));
  }
}
