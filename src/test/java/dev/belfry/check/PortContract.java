package dev.belfry.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What holds besides for every kind of check that goes to a host and a port. */
public abstract class PortContract<T extends Target> extends CheckContract<T> {
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final long SLACK_MILLIS = 5_000;

  /** A plain target of the kind, at this place. */
  protected abstract T at(String host, int port);

  @Override
  protected T plain() {
    return at("example.org", 4711);
  }

  @Test
  void aBlockedAddressIsRefusedBeforehand() {
    assertEquals("blocked_address", closed().examine(at("127.0.0.1", 4711)).getFirst().code());
    assertEquals("blocked_address", closed().examine(at("169.254.169.254", 80)).getFirst().code());
  }

  @Test
  void whatWeDoNotDoOurselvesIsUnknown() throws Exception {
    Look look = look(closed(), at("127.0.0.1", 4711), SHORT);
    assertEquals(Verdict.UNKNOWN, look.verdict());
    assertEquals("blocked_address", look.code());
  }

  @Test
  void aPortThatIsClosedIsDown() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      free = socket.getLocalPort();
    }
    Look look = look(open(), at("127.0.0.1", free), Duration.ofSeconds(10));
    assertEquals(Verdict.DOWN, look.verdict());
    assertEquals("connection_refused", look.code());
  }

  @Test
  void aNameWithoutAddressIsDown() throws Exception {
    Look look = look(open(), at("no-such-host.invalid", 4711), Duration.ofSeconds(10));
    assertEquals(Verdict.DOWN, look.verdict());
    assertTrue(look.code().equals("dns_failure") || look.code().equals("timeout"), look.code());
  }

  @Test
  void aLookAtAPeerThatSaysNothingEndsInTime() throws Exception {
    try (Listener silent = Listener.silent()) {
      long begun = System.nanoTime();
      Look look = look(open(), at("127.0.0.1", silent.port()), SHORT);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      assertTrue(millis < SHORT.toMillis() + SLACK_MILLIS, millis + " ms");
      assertNotEquals(Verdict.UNKNOWN, look.verdict());
    }
  }

  @Test
  void nonsenseWithoutEndHurtsNobody() throws Exception {
    try (Listener babbling = Listener.babbling()) {
      Look look = look(open(), at("127.0.0.1", babbling.port()), SHORT);
      assertNotEquals(Verdict.UNKNOWN, look.verdict());
      assertFalse(look.message().isBlank());
      assertTrue(look.message().length() < 300, look.message());
    }
  }
}
