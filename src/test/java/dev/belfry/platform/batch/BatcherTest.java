package dev.belfry.platform.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class BatcherTest {
  @Test
  void whatComesWhileOneBatchIsUnderWaySharesTheNext() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
    try (Batcher<Integer, Integer> batcher =
        new Batcher<>(
            "test",
            10,
            100,
            inputs -> {
              batches.add(List.copyOf(inputs));
              begun.countDown();
              go.await();
              return inputs.stream().map(input -> input * 2).toList();
            })) {
      CompletableFuture<Integer> first = batcher.submit(1);
      begun.await();
      CompletableFuture<Integer> second = batcher.submit(2);
      CompletableFuture<Integer> third = batcher.submit(3);
      go.countDown();
      assertEquals(List.of(2, 4, 6), List.of(first.join(), second.join(), third.join()));
    }
    assertEquals(List.of(List.of(1), List.of(2, 3)), batches);
  }

  @Test
  void whatIsTakenBackIsNeverDoneAndWhatIsUnderWayIsNotTakenBack() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
    try (Batcher<Integer, Integer> batcher =
        new Batcher<>(
            "test",
            10,
            100,
            inputs -> {
              batches.add(List.copyOf(inputs));
              begun.countDown();
              go.await();
              return inputs;
            })) {
      Batcher.Ticket<Integer, Integer> first = batcher.queue(1);
      begun.await();
      Batcher.Ticket<Integer, Integer> second = batcher.queue(2);
      CompletableFuture<Integer> third = batcher.submit(3);
      assertFalse(first.withdraw());
      assertTrue(second.withdraw());
      assertFalse(second.withdraw());
      go.countDown();
      assertEquals(List.of(1, 3), List.of(first.answer().join(), third.join()));
      assertFalse(second.answer().isDone());
    }
    assertEquals(List.of(List.of(1), List.of(3)), batches);
  }

  @Test
  void saysForHowLongItsBatchIsUnderWay() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (Batcher<Integer, Integer> batcher =
        new Batcher<>(
            "test",
            10,
            100,
            inputs -> {
              begun.countDown();
              go.await();
              return inputs;
            })) {
      assertEquals(Duration.ZERO, batcher.busyFor());
      CompletableFuture<Integer> first = batcher.submit(1);
      begun.await();
      Duration before = batcher.busyFor();
      assertTrue(before.isPositive());
      assertTrue(batcher.busyFor().compareTo(before) > 0);
      go.countDown();
      first.join();
      batcher.submit(2).join();
    }
  }

  @Test
  void anErrorEndsItsBatchAndNotTheWorker() {
    try (Batcher<Integer, Integer> batcher =
        new Batcher<>(
            "test",
            10,
            100,
            inputs -> {
              if (inputs.contains(13)) {
                throw new OutOfMemoryError("as though");
              }
              return inputs;
            })) {
      assertThrows(CompletionException.class, batcher.submit(13)::join);
      assertEquals(7, batcher.submit(7).join());
    }
  }

  @Test
  void aFailureFailsItsBatchAndNoOther() {
    try (Batcher<Integer, Integer> batcher =
        new Batcher<>(
            "test",
            10,
            100,
            inputs -> {
              if (inputs.contains(13)) {
                throw new IllegalStateException("no");
              }
              return inputs;
            })) {
      assertThrows(CompletionException.class, batcher.submit(13)::join);
      assertEquals(7, batcher.submit(7).join());
    }
  }

  @Test
  void refusesWhenTooManyWaitAndWhenClosed() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Batcher<Integer, Integer> batcher =
        new Batcher<>(
            "test",
            1,
            1,
            inputs -> {
              begun.countDown();
              go.await();
              return inputs;
            });
    CompletableFuture<Integer> first = batcher.submit(1);
    begun.await();
    CompletableFuture<Integer> waiting = batcher.submit(2);
    assertThrows(RejectedExecutionException.class, () -> batcher.submit(3));
    go.countDown();
    assertEquals(3, first.join() + waiting.join());
    batcher.close();
    assertThrows(RejectedExecutionException.class, () -> batcher.submit(4));
  }
}
