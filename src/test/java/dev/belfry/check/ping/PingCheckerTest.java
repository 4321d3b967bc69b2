package dev.belfry.check.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.check.CheckContract;
import dev.belfry.check.Checker;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.WireKit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real packets to this machine, where the system allows them. */
class PingCheckerTest extends CheckContract<PingTarget> {
  private static final Pinger PINGER = new Pinger();

  @AfterAll
  static void stop() {
    PINGER.close();
  }

  @Override
  protected Checker<PingTarget> checker(Parts parts) {
    return new PingChecker(parts.wire().egress, parts.hosts(), PINGER);
  }

  @Override
  protected PingTarget plain() {
    return new PingTarget("example.org", null, null, null);
  }

  @Test
  void thisMachineAnswers() throws Exception {
    allowed(false);
    Look look = look(new PingTarget("127.0.0.1", 3, null, null));
    assertEquals(Verdict.UP, look.verdict(), look.message());
    assertTrue(look.message().startsWith("3 of 3 answers"), look.message());
  }

  @Test
  void thisMachineAnswersByTheNewerProtocolToo() throws Exception {
    allowed(true);
    Look look = look(new PingTarget("::1", 2, null, null));
    assertEquals(Verdict.UP, look.verdict(), look.message());
  }

  @Test
  void manyLooksAtOnceKnowTheirOwnAnswers() throws Exception {
    allowed(false);
    Checker<PingTarget> checker = checker(Parts.of(WireKit.onLoopback()));
    var looks =
        java.util.stream.IntStream.range(0, 200)
            .mapToObj(
                i ->
                    checker
                        .look(new PingTarget("127.0.0.1", 2, 0, null), Duration.ofSeconds(20))
                        .toCompletableFuture())
            .toList();
    for (var look : looks) {
      assertEquals(Verdict.UP, look.get().verdict(), look.get().message());
    }
  }

  @Test
  void aBlockedAddressIsUnknownAndRefusedBeforehand() throws Exception {
    Look look = look(closed(), new PingTarget("127.0.0.1", 1, null, null), Duration.ofSeconds(5));
    assertEquals(Verdict.UNKNOWN, look.verdict());
    assertEquals("blocked_address", look.code());
    assertEquals(
        List.of("blocked_address"),
        closed().examine(new PingTarget("169.254.169.254", 1, null, null)).stream()
            .map(TargetViolation::code)
            .toList());
  }

  @Test
  void aWarningBeyondTheLimitIsRefused() {
    assertEquals(
        List.of("/warn_loss_percent"),
        open().examine(new PingTarget("example.org", 1, 10, 20)).stream()
            .map(TargetViolation::pointer)
            .toList());
  }

  @Test
  void theChecksumIsThatOfTheStandard() {
    byte[] packet = {8, 0, 0, 0, 0x12, 0x34, 0, 1, 'a', 'b', 'c'};
    short sum = EchoSocket.checksum(packet);
    packet[2] = (byte) (sum >> 8);
    packet[3] = (byte) sum;
    assertEquals(0, EchoSocket.checksum(packet));
  }

  private static void allowed(boolean six) {
    try (EchoSocket socket = new EchoSocket(six, packet -> {})) {
      Assumptions.assumeTrue(socket != null);
    } catch (IOException e) {
      Assumptions.abort("" + e.getMessage());
    }
  }
}
