package dev.belfry.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.belfry.platform.wire.WireKit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What holds for every kind of check. */
public abstract class CheckContract<T extends Target> {
  // Shared by all kinds; they go with the process.
  private static final WireKit OPEN = WireKit.onLoopback();
  private static final WireKit CLOSED = WireKit.closed();

  protected abstract Checker<T> checker(Parts parts);

  /** A plain target of the kind. */
  protected abstract T plain();

  /** What checkers are made of. */
  public record Parts(WireKit wire, Errands errands, HostRules hosts) {
    public static Parts of(WireKit wire) {
      return new Parts(wire, new Errands(), new HostRules(wire.egress));
    }
  }

  @Test
  void itsKindIsALowerCaseWord() {
    assertTrue(open().kind().matches("[a-z]+"), open().kind());
  }

  @Test
  void aTargetSurvivesItsJson() throws Exception {
    ObjectMapper mapper =
        new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    T target = plain();
    JsonNode json = mapper.valueToTree(target);
    assertEquals(target, mapper.treeToValue(json, open().targetType()));
    target.secretPointers().forEach(pointer -> assertFalse(json.at(pointer).isMissingNode()));
  }

  @Test
  void aGoodTargetHasNothingToComplainOf() {
    assertEquals(java.util.List.of(), open().examine(plain()));
  }

  protected Checker<T> open() {
    return checker(Parts.of(OPEN));
  }

  protected Checker<T> closed() {
    return checker(Parts.of(CLOSED));
  }

  protected static <T extends Target> Look look(Checker<T> checker, T target, Duration timeout)
      throws Exception {
    return checker.look(target, timeout).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** Looks as the program does, with loopback open. */
  protected Look look(T target) throws Exception {
    return look(open(), target, Duration.ofSeconds(10));
  }
}
