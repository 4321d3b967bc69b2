package dev.belfry.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CheckersTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Look GOOD = Look.unknown("ok", "fine");

  record Bell(String address) implements Target {
    @Override
    public Set<String> secretPointers() {
      return Set.of();
    }
  }

  record Gong(String address) implements Target {
    @Override
    public Set<String> secretPointers() {
      return Set.of();
    }
  }

  record BellChecker(String kind, Supplier<CompletionStage<Look>> answer) implements Checker<Bell> {
    @Override
    public Class<Bell> targetType() {
      return Bell.class;
    }

    @Override
    public List<TargetViolation> examine(Bell target) {
      return List.of();
    }

    @Override
    public CompletionStage<Look> look(Bell target, Duration timeout) {
      return answer.get();
    }
  }

  @Test
  void findsTheCheckerOfAKind() {
    Checkers checkers = checkers(() -> CompletableFuture.completedFuture(GOOD));
    assertEquals(Set.of("bell"), checkers.kinds());
    assertEquals("bell", checkers.of("bell").kind());
    assertEquals(GOOD, look(checkers));
    assertThrows(IllegalArgumentException.class, () -> checkers.of("gong"));
  }

  @Test
  void aTargetOfAnotherKindIsAMistakeOfTheCaller() {
    Checkers checkers = checkers(() -> CompletableFuture.completedFuture(GOOD));
    assertThrows(ClassCastException.class, () -> checkers.look("bell", new Gong("tower"), SECOND));
  }

  @Test
  void whatBreaksInsideACheckerSaysNothingAboutTheTarget() {
    IllegalStateException bug = new IllegalStateException("s3cret");
    Look expected = Look.unknown("check_failed", "the check could not be carried out");
    assertEquals(expected, look(checkers(() -> CompletableFuture.failedFuture(bug))));
    assertEquals(
        expected,
        look(
            checkers(
                () -> {
                  throw bug;
                })));
  }

  /** Whatever a checker does, somebody who waits for the look gets one. */
  @Test
  void aCheckerThatNeverEndsIsGivenUp() {
    Look expected = Look.unknown("check_failed", "the check did not end in its time");
    assertEquals(expected, look(checkers(CompletableFuture::new)));
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    assertEquals(
        expected,
        look(
            checkers(
                () -> {
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    interrupted.complete(true);
                  }
                  return CompletableFuture.completedFuture(GOOD);
                })));
    assertEquals(true, interrupted.join(), "its thread ends too");
  }

  @Test
  void anErrorInACheckerEndsTheLook() {
    assertEquals(
        "check_failed",
        look(checkers(
                () -> {
                  throw new StackOverflowError();
                }))
            .code());
    assertEquals(
        "check_failed", look(checkers(() -> CompletableFuture.completedFuture(null))).code());
  }

  @Test
  void twoCheckersOfOneKindStopTheStart() {
    BellChecker one = new BellChecker("bell", () -> CompletableFuture.completedFuture(GOOD));
    assertThrows(
        IllegalStateException.class, () -> new Checkers(List.of(one, one), InstantSource.system()));
  }

  private static Checkers checkers(Supplier<CompletionStage<Look>> answer) {
    return new Checkers(List.of(new BellChecker("bell", answer)), InstantSource.system());
  }

  private static Look look(Checkers checkers) {
    return checkers.look("bell", new Bell("tower"), SECOND).toCompletableFuture().join();
  }
}
